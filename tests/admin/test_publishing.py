"""The permission to publish: users without it cannot change public pages."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from articles.models import Article, Page, Series
from tests.admin.test_access import permission
from tests.admin.test_authors_and_editors import LIST, act, change, form
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def pupil(author):
    """May write, but not publish."""
    author.groups.get().permissions.remove(permission("publish_articles"))
    return author


@pytest.fixture
def assistant(editor):
    """May edit all articles, but not publish."""
    editor.groups.get().permissions.remove(permission("publish_articles"))
    return editor


@pytest.mark.parametrize("group", ["authors", "editors"])
def test_authors_and_editors_may_publish(db, group):
    assert make_user("somebody", group=group).has_perm("articles.publish_articles")


@pytest.mark.asks_a_database
def test_whoever_could_write_may_publish_after_the_update(db):
    groups = apps.get_model("auth.Group").objects
    helpers = groups.create(name="helpers")
    helpers.permissions.add(permission("change_article"))
    readers = groups.create(name="readers")
    import_module("articles.migrations.0014_permission_to_publish").let_who_could(apps, None)
    assert permission("publish_articles") in helpers.permissions.all()
    assert permission("publish_articles") not in readers.permissions.all()


@pytest.mark.parametrize("status", ["published", "archived", "draft"])
def test_without_it_an_article_is_added_as_a_draft(client, pupil, status):
    client.force_login(pupil)
    future = {"published_at_0": "2099-01-01", "published_at_1": "00:00:00"}
    assert client.post(LIST + "add/", form(title="x", status=status, **future)).status_code == 302
    article = Article.objects.get()
    assert (article.status, article.published_at) == ("draft", None)


def test_without_it_a_draft_can_be_written_and_deleted(client, pupil):
    draft = make_article(status="draft", author=pupil)
    client.force_login(pupil)
    client.post(change(draft), form(title="better", status="published"))
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("better", "draft")
    client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    assert Article.objects.get().is_in_trash()


@pytest.mark.asks_a_database
@pytest.mark.parametrize("state", ["published", "scheduled", "archived"])
def test_without_it_nothing_public_changes(client, pupil, state):
    later = timezone.now() + timedelta(days=1)
    given = {"scheduled": {"published_at": later}, "archived": {"status": "archived"}}
    article = make_article(author=pupil, body="#标题\n", **given.get(state, {}))
    before = Article.objects.values().get()
    client.force_login(pupil)
    assert client.get(change(article)).status_code == 200
    client.post(change(article), form(title="stolen", status="draft"))
    client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})
    topic = make_topic("NLP")
    for action in ("publish", "unpublish", "take_all_fixes", "move_to_trash"):
        act(client, action, article, post="yes")
    act(client, "move_to_topic", article, answered="1", topic=topic.pk)
    act(client, "add_tag", article, answered="1", tag="x")
    assert Article.objects.values().get() == before
    assert not article.tags.exists()


def test_without_it_a_bulk_action_publishes_no_draft(client, pupil):
    draft = make_article(status="draft", author=pupil)
    client.force_login(pupil)
    act(client, "publish", draft)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert 'value="publish"' not in client.get(LIST).text


def test_without_it_pages_stay_as_readers_see_them(client, assistant):
    public = Page.objects.create(title="About", slug="about")
    client.force_login(assistant)
    place = "/admin/articles/page/"
    client.post(f"{place}{public.pk}/change/", form(title="x", slug="about", position=3))
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": public.pk}
    client.post(place, {**rows, "form-0-position": 7, "_save": ""})
    act(client, "take_all_fixes", public, address=place)
    client.post(f"{place}{public.pk}/delete/", {"post": "yes"})
    data = form(title="new", slug="new", position=0, is_published="on")
    assert client.post(f"{place}add/", data).status_code == 302
    public.refresh_from_db()
    assert (public.title, public.position) == ("About", 0)
    assert not Page.objects.get(slug="new").is_published


def test_without_it_the_order_of_a_series_stays(client, assistant):
    series = Series.objects.create(name="S")
    article = make_article(series=series, part=1)
    client.force_login(assistant)
    rows = {"articles-TOTAL_FORMS": 1, "articles-INITIAL_FORMS": 1, "articles-0-id": article.pk}
    data = {"name": "S", "slug": "s", **rows, "articles-0-part": 5, "articles-0-series": series.pk}
    client.post(f"/admin/articles/series/{series.pk}/change/", data)
    article.refresh_from_db()
    assert article.part == 1


def test_assistant_edits_the_drafts_of_others(client, assistant):
    draft = make_article(status="draft")
    client.force_login(assistant)
    client.post(change(draft), form(title="better", author=draft.author_id))
    draft.refresh_from_db()
    assert draft.title == "better"
