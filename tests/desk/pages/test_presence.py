"""Who else is at an article: a courtesy, shown for a minute, with names that one may know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.housekeeping import tidy
from desk.models import Presence
from desk.models.presence import PAUSE, SHOWN_FOR
from tests.desk.pages.test_autosave import send
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def be_there(client, article):
    return client.post(reverse("desk_presence", args=[article.pk])).json()["editors"]


def let_pass(time):
    Presence.objects.update(seen_at=F("seen_at") - time)


@pytest.fixture
def article(author):
    """The desk says who is at the drafts that it lists."""
    return make_article(author=author, status="draft")


@pytest.fixture
def pages(article):
    return reverse("desk_article", args=[article.pk]), reverse("desk")


def test_the_form_and_the_desk_name_who_else_is_there(signed_in, editors_browser, article, pages):
    assert be_there(signed_in, article) == []
    let_pass(timedelta(seconds=10))
    assert be_there(editors_browser, article) == ["Wang Xiaoyun is editing, seen 10 s ago"]
    for page in pages:
        assert "Wang Xiaoyun is editing" in editors_browser.get(page).text
        assert "Xiaoyun is editing" not in signed_in.get(page).text


@pytest.mark.asks_a_database
def test_saving_is_a_sign_of_presence(signed_in, editors_browser, article):
    send(signed_in, article, "typed", draft_of(article).head_id)
    assert len(be_there(editors_browser, article)) == 1


def test_names_are_shown_as_one_may_know_them(signed_in, editors_browser, article):
    be_there(editors_browser, article)
    assert be_there(signed_in, article)[0].startswith("somebody else is editing")


@pytest.mark.asks_a_database
def test_presence_ends_after_a_minute_and_its_rows_are_deleted(
    signed_in, editors_browser, article, pages
):
    be_there(signed_in, article)
    let_pass(SHOWN_FOR)
    assert be_there(editors_browser, article) == []
    assert "is editing" not in editors_browser.get(pages[0]).text
    tidy()
    assert Presence.objects.count() == 1


def test_a_sign_within_the_pause_writes_nothing(
    signed_in, editors_browser, article, django_assert_num_queries
):
    def writes(client):
        with django_assert_num_queries(8, exact=False) as queries:
            be_there(client, article)
        return [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]

    assert len(writes(signed_in)) == 1
    assert writes(signed_in) == []
    let_pass(PAUSE)
    assert len(writes(signed_in)) == 1
    assert Presence.objects.count() == 1


@pytest.mark.asks_a_database
def test_presence_at_many_articles_costs_the_desk_one_query_more(
    signed_in, editors_browser, article, author
):
    articles = [article, *(make_article(author=author, status="draft") for _ in range(3))]
    signed_in.get(reverse("desk"))
    with CaptureQueriesContext(connection) as alone:
        signed_in.get(reverse("desk"))
    for each in articles:
        be_there(editors_browser, each)
    with CaptureQueriesContext(connection) as together:
        assert signed_in.get(reverse("desk")).text.count("is editing") == len(articles)
    assert len(together) == len(alone) + 1
