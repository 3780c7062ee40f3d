"""Scheduled changes replace the text that readers see when their time has come, and once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from articles.models import Article
from desk.housekeeping import Housekeeping
from desk.models import Draft, Revision, StoredText
from desk.writing.outcomes import Refused, Stale
from desk.writing.publishing import publish_due, schedule_changes, unschedule_changes
from tests.desk.writing_helpers import Writer, body_of, draft_of
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(author):
    return make_article(author=author, title="Title", body="first\n\nsecond\n")


def schedule(writer, **later):
    at = timezone.now() + timedelta(**(later or {"hours": 1}))
    return schedule_changes(writer.article, at, base=writer.base, by=writer.user)


def let_time_pass(article):
    """Move the date into the past, as if the time had passed."""
    Draft.objects.filter(pk=article.pk).update(publish_at=timezone.now() - timedelta(seconds=1))


def test_scheduled_changes_appear_when_their_time_has_come(article, writer, client):
    writer.save("scheduled")
    schedule(writer)
    assert publish_due() == 0
    assert body_of(article) == "first\n\nsecond\n"
    let_time_pass(article)
    assert publish_due() == 1
    assert "scheduled" in client.get(article.get_absolute_url()).text
    draft = draft_of(article)
    assert [draft.has_changes, draft.is_scheduled] == [False, False]
    assert (draft.live.kind, draft.live.author) == ("published", writer.user)


def test_they_are_published_once_however_many_processes_look(article, writer):
    writer.save("scheduled")
    schedule(writer)
    let_time_pass(article)
    assert [publish_due(), publish_due()] == [1, 0]
    assert Revision.objects.filter(kind="published").count() == 2


def test_what_is_written_after_scheduling_is_not_published(article, writer):
    writer.save("scheduled")
    schedule(writer)
    writer.autosave("scheduled, and half a sen")
    let_time_pass(article)
    publish_due()
    assert body_of(article) == "scheduled"
    draft = draft_of(article)
    assert draft.head.content.body == "scheduled, and half a sen"
    assert draft.has_changes
    assert not draft.has_diverged


def test_scheduled_first_publication_of_a_draft_leaves_later_text_out(author):
    article = make_article(status="draft", author=author, body="approved")
    writer = Writer(article, author)
    schedule(writer)
    writer.save("approved, and not approved")
    let_time_pass(article)
    publish_due()
    assert (body_of(article), Article.objects.get().status) == ("approved", "published")
    assert draft_of(article).head.content.body == "approved, and not approved"


def test_changes_beside_it_are_merged_at_its_time(article, writer):
    writer.save("first\n\nsecond, scheduled\n")
    schedule(writer)
    article.body = "FIRST\n\nsecond\n"
    article.category = make_topic("Moved")
    article.save()
    let_time_pass(article)
    publish_due()
    assert body_of(article) == "FIRST\n\nsecond, scheduled\n"
    assert Article.objects.get().category.name == "Moved"


def test_a_conflict_publishes_nothing_and_tells_the_author(article, writer):
    writer.save("first, scheduled\n\nsecond\n")
    schedule(writer)
    article.body = "first, corrected\n\nsecond\n"
    article.save()
    let_time_pass(article)
    assert publish_due() == 0
    assert body_of(article) == "first, corrected\n\nsecond\n"
    draft = draft_of(article)
    assert draft.problem
    assert draft.head.content.body == "first, scheduled\n\nsecond\n"
    assert publish_due() == 0


def test_article_that_was_taken_back_is_not_published_by_a_plan(article, writer):
    writer.save("scheduled")
    schedule(writer)
    Article.objects.filter(pk=article.pk).unpublish()
    let_time_pass(article)
    assert publish_due() == 0
    assert [body_of(article), Article.objects.get().status] == ["first\n\nsecond\n", "draft"]
    assert draft_of(article).problem
    schedule(writer)
    let_time_pass(article)
    assert publish_due() == 1


def test_taking_back_while_a_plan_is_carried_out_wins(article, writer, monkeypatch):
    writer.save("scheduled")
    schedule(writer)
    let_time_pass(article)
    prepare = Article.prepare

    def prepare_and_take_back(self, *args):
        prepare(self, *args)
        monkeypatch.setattr(Article, "prepare", prepare)
        Article.objects.filter(pk=article.pk).unpublish()

    monkeypatch.setattr(Article, "prepare", prepare_and_take_back)
    assert publish_due() == 0
    assert Article.objects.get().status == "draft"
    assert draft_of(article).problem


def test_what_cannot_be_published_tells_the_author(article, writer):
    make_article(slug="taken")
    writer.save("text", slug="taken")
    schedule(writer)
    let_time_pass(article)
    publish_due()
    assert draft_of(article).problem


def test_publishing_earlier_or_discarding_ends_the_schedule(article, writer):
    for end in (writer.publish, writer.discard):
        writer.save(f"by {end.__name__}")
        schedule(writer)
        end()
        assert not draft_of(article).is_scheduled


def test_plan_of_somebody_who_may_publish_outlives_what_others_discard(article, writer):
    writer.save("scheduled\n\nsecond\n")
    schedule(writer)
    writer.autosave("scheduled, and more\n\nsecond\n")
    Article.objects.filter(pk=article.pk).update(category=make_topic("Moved"))
    writer.discard(ends_plan=False)
    assert not draft_of(article).has_changes
    let_time_pass(article)
    assert publish_due() == 1
    found = Article.objects.get(pk=article.pk)
    assert (found.body, found.category.name) == ("scheduled\n\nsecond\n", "Moved")
    draft = draft_of(article)
    assert (draft.has_changes, draft.is_scheduled) == (False, False)


def test_plan_for_a_draft_that_was_discarded_replaces_no_text_beside_it(author):
    article = make_article(status="draft", author=author, body="first")
    writer = Writer(article, author)
    writer.autosave("scheduled")
    article.body = "changed in the admin"
    article.save()
    writer.autosave("scheduled, too")
    schedule(writer)
    writer.discard(ends_plan=False)
    let_time_pass(article)
    assert publish_due() == 0
    assert body_of(article) == "changed in the admin"
    assert draft_of(article).problem


def test_plan_for_a_draft_that_was_changed_beside_it_replaces_nothing(author):
    article = make_article(status="draft", author=author, body="first\n\nsecond\n")
    writer = Writer(article, author)
    writer.autosave("first\n\nsecond, scheduled\n")
    schedule(writer)
    article.body = "FIRST\n\nsecond\n"
    article.save()
    let_time_pass(article)
    assert publish_due() == 0
    assert draft_of(article).problem
    assert body_of(article) == "FIRST\n\nsecond\n"


def test_a_schedule_can_be_taken_back(article, writer):
    writer.save("scheduled")
    schedule(writer)
    unschedule_changes(article)
    assert not draft_of(article).is_scheduled
    assert draft_of(article).has_changes


def test_nobody_schedules_what_they_have_not_seen(article, writer, editor):
    other = Writer(article, editor)
    other.save("by somebody else")
    assert isinstance(schedule(writer), Stale)


def test_a_past_date_is_refused(article, writer):
    assert isinstance(schedule(writer, hours=-1), Refused)


def test_article_in_the_trash_at_its_time_waits_for_somebody_after_it_is_restored(article, writer):
    writer.save("scheduled")
    schedule(writer)
    article.move_to_trash()
    let_time_pass(article)
    assert publish_due() == 0
    article.restore_from_trash()
    assert publish_due() == 0
    assert "回收站" in draft_of(article).problem
    assert body_of(article) == "first\n\nsecond\n"
    schedule(writer)
    let_time_pass(article)
    assert publish_due() == 1


def test_article_that_is_restored_before_its_time_is_published_then(article, writer):
    writer.save("scheduled")
    schedule(writer)
    article.move_to_trash()
    assert publish_due() == 0
    article.restore_from_trash()
    let_time_pass(article)
    assert publish_due() == 1
    assert body_of(article) == "scheduled"


def test_command_and_server_do_what_is_due(article, writer, monkeypatch):
    monkeypatch.setattr("desk.housekeeping.connections.close_all", lambda: None)
    for look in (Housekeeping().look, lambda: call_command("publish_due")):
        writer.save(f"scheduled {look}")
        schedule(writer)
        let_time_pass(article)
        look()
        assert body_of(article) == f"scheduled {look}"
        writer.open()


def test_an_article_that_fails_holds_up_no_other(article, writer, author, monkeypatch, caplog):
    broken = Writer(make_article(author=author), author)
    for each in (broken, writer):
        each.save("scheduled")
        schedule(each)
        let_time_pass(each.article)
    StoredText.objects.filter(article=broken.article).update(data=b"broken")
    monkeypatch.setattr("desk.housekeeping.connections.close_all", lambda: None)
    housekeeping = Housekeeping()
    housekeeping.look()
    assert body_of(article) == "scheduled"
    assert housekeeping.tidied_on
    assert len(caplog.records) == 1


@pytest.mark.parametrize(("error", "is_traced"), [(RuntimeError, True), (OperationalError, False)])
def test_an_error_does_not_end_the_thread(monkeypatch, caplog, error, is_traced):
    def fail():
        raise error("no")

    monkeypatch.setattr("desk.housekeeping.publish_due", fail)
    monkeypatch.setattr("desk.housekeeping.connections.close_all", lambda: None)
    housekeeping = Housekeeping()
    housekeeping.look()
    housekeeping.look()
    (record,) = caplog.records
    assert "no" in record.getMessage()
    assert bool(record.exc_info) == is_traced
