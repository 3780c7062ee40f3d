"""The first page of the admin: what waits for editors, and how the site is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from desk.models import Review
from operations.dashboard.site_state import uploads_of
from operations.databases import database_size
from operations.models import BackupRun
from operations.software import git_release
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
INDEX = "/admin/"
MOST = 20  # queries, with the session and the user


def make_work(author):
    """One of each kind of waiting work."""
    make_article(author=author, published_at=timezone.now() + timedelta(days=1))
    make_article(author=author, body="[[nowhere]]")
    failed = make_article(author=author)
    Article.objects.filter(pk=failed.pk).update(renderer_version=0)
    make_article(author=author).move_to_trash(author)
    asked = make_article(author=author, status="draft")
    Review.objects.create(article=asked, revision=draft_of(asked).head, asked_by=author)


@pytest.mark.asks_a_database
def test_editor_reads_what_waits_and_where(client, author, editor):
    make_work(author)
    client.force_login(editor)
    context = client.get(INDEX).context
    aims = [each.address for each in context["waiting"]]
    listed = reverse("admin:articles_article_changelist")
    assert [each.number for each in context["waiting"]] == [1] * 6
    assert aims[0] == reverse("desk_reviews")
    assert {f"{listed}?care={each}" for each in ("warnings", "links", "failed")} < set(aims)
    assert aims[-1] == reverse("desk_trash")
    assert context["site"] is None
    for aim in aims:
        assert client.get(aim).status_code == 200


def test_author_is_led_to_the_desk_and_reads_nothing_of_others(client, author, editor):
    make_work(editor)
    client.force_login(author)
    answer = client.get(INDEX)
    assert f'href="{reverse("desk")}"' in answer.text
    assert answer.context["waiting"] == []
    assert answer.context["site"] is None


@pytest.mark.asks_a_database
def test_administrator_reads_of_the_site(admin_client):
    site = admin_client.get(INDEX).context["site"]
    assert site.database_size > 0
    assert site.free > 0
    assert site.backup is None
    made = datetime(2026, 5, 6, 7, 8, tzinfo=UTC)
    run = BackupRun.objects.create(place="/backups/longwave.tar")
    run.note_done("2026", 5 * 2**20, 0)
    BackupRun.objects.update(started_at=made)
    text = admin_client.get(INDEX).text
    assert "/backups/longwave.tar" in text
    assert "2026-05-06 15:08" in text  # in the time zone of the site
    assert "5.0" in text


@pytest.mark.asks_a_database
def test_a_server_knows_the_size_of_the_database_without_its_path(db, monkeypatch):
    """Its name of SQLite's file is a URI."""
    monkeypatch.setitem(connection.settings_dict, "NAME", "file:/nowhere?mode=rw")
    assert database_size() > 0


def test_queries_do_not_grow_with_what_waits(admin_client, admin_user, author):
    numbers = []
    for _round in range(2):
        make_work(author)
        admin_client.get(INDEX)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(INDEX)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= MOST


def test_nothing_waits_on_a_new_site(admin_client):
    assert "Nothing waits." in admin_client.get(INDEX, headers={"accept-language": "en"}).text


def test_uploads_are_counted_in_all_folders(tmp_path):
    (tmp_path / "covers").mkdir()
    (tmp_path / "a").write_bytes(b"12")
    (tmp_path / "covers/b").write_bytes(b"345")
    assert uploads_of(tmp_path) == (2, 5)
    assert uploads_of(tmp_path / "nothing") == (0, 0)


def test_version_is_unknown_outside_of_git(tmp_path):
    assert git_release(tmp_path) == ""
