"""Exports by the admin: written in the background, for who asked for it, for a day."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.audit.entries import AuditEntry
from operations.tasks.running import run_due
from tests.admin.test_chinese_words import english_words
from tests.factories import make_article, make_user
from transfer.models import ExportRun
from transfer.runs import export_execution
from transfer.runs.kept_exports import remove_old_exports

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
ADD = "admin:transfer_exportrun_add"


def address(name, run):
    return reverse(f"admin:transfer_exportrun_{name}", args=[run.pk])


def begin(client, **chosen):
    client.post(reverse(ADD), chosen)
    return ExportRun.objects.latest("pk")


def written(client):
    run = begin(client)
    run_due()
    run.refresh_from_db()
    return run


def names_in_download(client, run):
    data = b"".join(client.get(address("file", run)).streaming_content)
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


@pytest.fixture
def owner(client, admin_user):
    client.force_login(admin_user)
    return client


def test_an_administrator_gets_everything_and_the_audit_log_tells(owner):
    make_article(slug="a")
    run = written(owner)
    assert run.state == ExportRun.State.DONE, run.error
    assert {"articles/a/index.md", "site.yaml"} <= set(names_in_download(owner, run))
    assert settings.EXPORTS.stat().st_mode & 0o077 == 0
    assert AuditEntry.objects.filter(action="exported").count() == 1
    assert "no-store" in owner.get(address("file", run)).headers["Cache-Control"]


def test_an_author_gets_the_own_articles_alone(client):
    make_article(slug="mine", author=make_user("ada"))
    make_article(slug="theirs", author=make_user("xiaoyun"))
    client.force_login(make_user("ada"))
    names = names_in_download(client, written(client))
    assert "articles/mine/index.md" in names
    assert not any("theirs" in name for name in names)


def test_nobody_gets_the_export_of_somebody_else(owner, client, admin_user):
    run = written(owner)
    for other in (make_user("ada"), make_user("grace", group="editors", is_superuser=True)):
        client.force_login(other)
        pages = [client.get(address(name, run)) for name in ("change", "file")]
        assert [page.status_code for page in pages] == [404, 404]
    client.logout()
    assert client.get(address("file", run)).status_code == 302


def test_the_file_is_kept_for_a_day(owner):
    run = written(owner)
    ExportRun.objects.update(finished_at=timezone.now() - timedelta(days=1, minutes=1))
    assert owner.get(address("file", run)).status_code == 404
    ExportRun.objects.update(created_at=timezone.now() - timedelta(days=2))
    folder = settings.EXPORTS / str(run.pk)
    old = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(folder, (old, old))
    remove_old_exports()
    assert not folder.exists()
    assert "again" in owner.get(address("change", run), headers={"Accept-Language": "en"}).text


def test_an_export_is_cancelled_and_begun_again(owner):
    make_article(slug="a")
    run = begin(owner)
    owner.post(address("step", run), {"step": "cancel"})
    run_due()
    run.refresh_from_db()
    assert run.state == ExportRun.State.CANCELLED
    assert not (settings.EXPORTS / str(run.pk)).exists()
    owner.post(address("step", run), {"step": "again"})
    run_due()
    run.refresh_from_db()
    assert run.state == ExportRun.State.DONE


def test_an_export_that_is_cancelled_while_it_is_written_leaves_no_file(owner, monkeypatch):
    make_article(slug="a")
    run = begin(owner)
    monkeypatch.setattr(export_execution.ExportRun, "note", lambda *_a, **_k: False)
    run_due()
    assert not (settings.EXPORTS / str(run.pk)).exists()


def test_an_account_that_lost_its_rights_gets_nothing(client):
    user = make_user("ada")
    client.force_login(user)
    run = begin(client)
    user.groups.clear()
    run_due()
    run.refresh_from_db()
    assert run.state == ExportRun.State.FAILED


def test_the_pages_speak_chinese(owner):
    run = written(owner)
    for page in (
        reverse(ADD),
        address("change", run),
        reverse("admin:transfer_exportrun_changelist"),
    ):
        answer = owner.get(page, headers={"Accept-Language": "zh-hans"})
        assert set(english_words(answer)) <= {"longwave", "zip", "admin", "example", "com"}, page
