"""Autosaves are thinned out; everything else is kept for ever."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from desk.models import Revision, StoredText
from desk.writing.thinning import thin_autosaves
from tests.desk.writing_helpers import Writer, all_texts
from tests.factories import make_article

pytestmark = pytest.mark.django_db
NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def article(author):
    return make_article(author=author, body="published")


def autosave(writer, text, at):
    outcome = writer.autosave(text)
    kept = outcome.revision if hasattr(outcome, "revision") else outcome.ours
    Revision.objects.filter(pk=kept.pk).update(created_at=at)
    return kept


def test_all_of_today_stay(article, writer):
    for n in range(5):
        autosave(writer, f"{n}", timezone.localtime())
    assert thin_autosaves() == 0


def test_the_last_of_each_hour_stays_for_a_week(article, writer):
    yesterday = NOON - timedelta(days=1)
    for minutes in (0, 10, 20, 60, 70):
        autosave(writer, f"after {minutes}", yesterday + timedelta(minutes=minutes))
    writer.save("saved")
    assert thin_autosaves() == 3
    assert all_texts(article) == ["published", "after 20", "after 70", "saved"]


def test_the_last_of_each_day_stays_after_a_week(article, writer):
    for hours in (0, 1, 2, 24, 25):
        autosave(writer, f"after {hours}", NOON - timedelta(days=20) + timedelta(hours=hours))
    writer.save("saved")
    thin_autosaves()
    assert all_texts(article) == ["published", "after 2", "after 25", "saved"]


def test_named_and_newest_texts_stay(article, writer):
    old = NOON - timedelta(days=20)
    named = autosave(writer, "named", old)
    Revision.objects.filter(pk=named.pk).update(name="First version")
    for n in range(3):
        autosave(writer, f"{n}", old)
    thin_autosaves()
    assert all_texts(article) == ["published", "named", "1", "2"]


def test_the_last_text_of_each_side_of_a_conflict_stays(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    old = NOON - timedelta(days=20)
    for n in range(3):
        autosave(one, f"one {n}", old)
        two.base = autosave(two, f"two {n}", old).pk
    thin_autosaves()
    texts = all_texts(article)
    assert "one 2" in texts
    assert "two 2" in texts


def test_children_follow_and_texts_are_deleted(article, writer):
    old = NOON - timedelta(days=20)
    for n in range(4):
        autosave(writer, f"{'a long text ' * 50} {n}", old)
    writer.save("saved")
    call_command("thin_autosaves")
    saved, last, first = Revision.objects.of(article)
    assert [saved.parent, last.parent] == [last, first]
    assert StoredText.objects.filter(revisions=None, differences=None).count() == 0
    assert [r.text.text for r in (saved, last)] == ["saved", f"{'a long text ' * 50} 3"]


def test_what_somebody_wrote_on_a_day_stays_known(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    old = NOON - timedelta(days=20)
    for n in range(1, 4):
        autosave(one, "a" * 10 * n, old)
    two.open()
    for _ in range(3):
        autosave(two, two.content.body + "b" * 5, old)
    two.save("saved")

    def written():
        rows = Revision.objects.filter(kind=Revision.Kind.AUTOSAVE).values_list("author")
        return dict(rows.order_by().annotate(Sum("added")))

    before = written()
    assert before == {author.pk: 30, editor.pk: 15}
    assert thin_autosaves() == 4
    assert written() == before
