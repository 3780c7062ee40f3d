"""The writing form publishes at a chosen time, in the time zone of the site."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles.models import Article
from desk.details.site_times import zone_at
from desk.models import Draft
from desk.pages.publishing_times import sent_time
from desk.writing.publishing import publish_due
from tests.desk.writing_helpers import body_of, draft_of
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LATER = timezone.localtime().replace(hour=18, minute=30, second=0, microsecond=0) + timedelta(9)
READERS_SEE = "readers see this\n"


@pytest.fixture
def draft_article(author):
    return make_article(
        author=author, title="Coming", body="first\n", status="draft", published_at=None
    )


def send(client, article, do, body="later\n", at=f"{LATER:%Y-%m-%dT%H:%M}", **more):
    base = draft_of(article).head_id
    sent = {"title": "Title", "body": body, "base": base, "do": do, "publish_at": at, **more}
    return client.post(reverse("desk_article", args=[article.pk]), sent, follow=True)


def seen(article):
    return Client().get(article.get_absolute_url())


def let_time_pass():
    now = timezone.now() - timedelta(seconds=1)
    Draft.objects.filter(publish_at__isnull=False).update(publish_at=now)
    Article.objects.filter(published_at__gt=now).update(published_at=now)
    publish_due()


def test_changes_of_a_published_article_appear_at_their_time(signed_in, article):
    text = send(signed_in, article, "schedule").text
    assert "Changes appear on" in text
    assert f"{LATER:%Y-%m-%d %H:%M}" in text
    assert draft_of(article).publish_at == LATER
    assert body_of(article) == READERS_SEE
    let_time_pass()
    assert "later" in seen(article).text


def test_a_draft_appears_at_its_time_without_a_job(signed_in, draft_article):
    text = send(signed_in, draft_article, "schedule").text
    assert "Appears on" in text
    assert "Readers see this text from" in text
    found = Article.objects.get(pk=draft_article.pk)
    assert (found.is_scheduled, found.published_at, found.body) == (True, LATER, "later\n")
    assert seen(found).status_code == 404
    Article.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    assert "later" in seen(found).text


def test_text_written_after_that_is_not_published_by_the_plan(signed_in, article, draft_article):
    for each in (article, draft_article):
        send(signed_in, each, "schedule")
        send(signed_in, each, "", body="not finished\n")
    let_time_pass()
    assert {body_of(article), body_of(draft_article)} == {"later\n"}
    assert draft_of(article).head.content.body == "not finished\n"


def test_a_time_that_is_missing_is_asked_for_where_it_belongs(signed_in, article):
    text = send(signed_in, article, "schedule", at="").text
    assert "Choose a day and a time" in text
    assert '<details class="plan" open>' in text


def test_another_time_and_another_text_can_be_chosen(signed_in, article, draft_article):
    other = LATER + timedelta(days=1)
    for each in (article, draft_article):
        send(signed_in, each, "schedule")
        send(signed_in, each, "schedule", body="better\n", at=f"{other:%Y-%m-%dT%H:%M}")
    assert draft_of(article).publish_at == other
    assert Article.objects.get(pk=draft_article.pk).published_at == other
    let_time_pass()
    assert {body_of(article), body_of(draft_article)} == {"better\n"}


def test_a_plan_is_withdrawn_and_the_text_is_kept(signed_in, article, draft_article):
    for each in (article, draft_article):
        send(signed_in, each, "schedule")
        text = send(signed_in, each, "unschedule", body="typed meanwhile\n").text
        assert "Nothing is published at a later time" in text
        assert draft_of(each).head.content.body == "typed meanwhile\n"
    let_time_pass()
    assert body_of(article) == READERS_SEE
    found = Article.objects.get(pk=draft_article.pk)
    assert (found.status, found.published_at) == ("draft", None)


def test_publishing_now_ends_the_plan(signed_in, article, draft_article):
    for each in (article, draft_article):
        send(signed_in, each, "schedule")
        assert "Publish now" in send(signed_in, each, "").text
        send(signed_in, each, "publish", body="now\n")
        assert "now" in seen(Article.objects.get(pk=each.pk)).text
        assert not draft_of(each).is_scheduled


@pytest.mark.parametrize("at", ["", "soon", "2020-01-01T10:00", "0001-01-01T00:00"])
def test_a_time_that_cannot_be_used_is_shown_again_with_the_text(signed_in, article, at):
    response = send(signed_in, article, "schedule", body="for hours\n", at=at)
    assert response.status_code == 400
    assert "for hours" in response.text
    assert f'value="{at}"' in response.text
    assert not draft_of(article).is_scheduled


def test_nothing_is_planned_where_readers_see_the_text_already(signed_in, article):
    text = send(signed_in, article, "schedule", body=READERS_SEE, title="Diffusion").text
    assert "Readers see this text already" in text
    assert not draft_of(article).is_scheduled


@pytest.mark.parametrize("do", ["schedule", "unschedule"])
def test_who_may_not_publish_plans_nothing(signed_in, author, article, draft_article, do):
    if do == "unschedule":
        for each in (article, draft_article):
            send(signed_in, each, "schedule")
    before = Article.objects.order_by("pk").values("status", "published_at", "body")
    before, plans = list(before), list(Draft.objects.values("pk", "publish_at"))
    for group in author.groups.all():
        group.permissions.remove(Permission.objects.get(codename="publish_articles"))
    for each in (article, draft_article):
        text = send(signed_in, each, do, body=draft_of(each).head.content.body).text
        assert 'name="publish_at"' not in text
    after = Article.objects.order_by("pk").values("status", "published_at", "body")
    assert list(after) == before
    assert list(Draft.objects.values("pk", "publish_at")) == plans


def test_a_plan_that_failed_says_what_to_do(signed_in, article):
    send(signed_in, article, "schedule")
    Draft.objects.update(problem="It was changed.")
    text = signed_in.get(reverse("desk_article", args=[article.pk])).text
    assert "It was changed. Publish it now, choose another time, or withdraw the time." in text
    assert "It was changed" not in send(signed_in, article, "schedule").text


def test_times_are_those_of_the_site(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    assert sent_time("2099-07-01T09:30") == datetime(2099, 7, 1, 7, 30, tzinfo=UTC)
    assert zone_at(datetime(2099, 1, 1, tzinfo=UTC)) == "Europe/Berlin, UTC+01:00"
    with override("en"):
        with pytest.raises(ValidationError, match="clocks are put forward"):
            sent_time("2035-03-25T02:30")
        with pytest.raises(ValidationError, match="too far away"):
            sent_time("9999-12-31T23:59")
    # Clocks show this time twice: it is the first one.
    assert sent_time("2035-10-28T02:30") == datetime(2035, 10, 28, 0, 30, tzinfo=UTC)
