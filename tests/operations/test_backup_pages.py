"""Backups in the admin: for administrators alone, by background tasks, told of when they fail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from accounts.audit.entries import AuditEntry
from operations import databases
from operations.backups import planned_backups
from operations.backups.backup_alerts import backup_warning, tell_of_old_backup
from operations.backups.backup_targets import BackupTarget
from operations.backups.opening import opened_backup
from operations.backups.secrets import BackupSecrets
from operations.models import BackupPlan, BackupRun
from operations.tasks.running import run_due
from tests.factories import make_user
from tests.operations.test_repository import OneTable, pieces

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/admin/operations/backuprun/"


@pytest.fixture(autouse=True)
def english(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def place(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(databases, "database_copier", OneTable)
    settings.DATA = tmp_path / "data"
    (settings.DATA / "uploads").mkdir(parents=True)
    (settings.DATA / "uploads/图.png").write_bytes(b"picture")
    settings.BACKUPS = settings.BACKUPS._replace(place=str(tmp_path / "backups"))
    return tmp_path / "backups"


def test_an_administrator_backs_up_now_and_downloads(admin_client, place, tmp_path):
    text = admin_client.get(PAGE).text
    assert str(place) in text
    assert "This is the disk of the site" in text
    assert "There is no backup" in text
    for _twice in range(2):
        assert admin_client.post(f"{PAGE}now/").status_code == 302
    assert DBTaskResult.objects.count() == 1
    assert "data-at-work" in admin_client.get(PAGE).text
    run_due()
    text = admin_client.get(PAGE).text
    assert "All is well." in text
    assert "read back" in text
    name = BackupRun.objects.get().name
    answer = admin_client.get(f"{PAGE}file/{name}/")
    content = b"".join(answer.streaming_content)
    assert len(content) == int(answer["Content-Length"])
    (tmp_path / "b.tar").write_bytes(content)
    with opened_backup(BackupTarget(str(tmp_path / "b.tar")), BackupSecrets()) as found:
        found.extract(tmp_path / "out")
    assert (tmp_path / "out/uploads/图.png").read_bytes() == b"picture"
    assert AuditEntry.objects.filter(action="backup-downloaded").exists()
    assert admin_client.get(f"{PAGE}file/2020/").status_code == 404


def test_nobody_else_gets_a_backup(client, place):
    """Not even who may change the settings of the site."""
    client.force_login(make_user("ada", group="editors"))
    for method, address in (("get", ""), ("post", "now/"), ("post", "plan/"), ("get", "file/x/")):
        assert getattr(client, method)(f"{PAGE}{address}").status_code in (302, 403), address
    assert DBTaskResult.objects.count() == 0


def test_a_plan_backs_up_each_day_at_its_hour(admin_client, place):
    assert admin_client.post(f"{PAGE}plan/", {"hour": "3"}).status_code == 302
    assert admin_client.post(f"{PAGE}plan/", {"hour": "25"}).status_code == 302
    assert BackupPlan.current().hour == 3
    (planned,) = DBTaskResult.objects.all()
    assert timezone.localtime(planned.run_after).strftime("%H:%M") == "03:00"
    assert timezone.now() < planned.run_after <= timezone.now() + timedelta(days=1)
    planned_backups.plan_next()
    admin_client.post(f"{PAGE}plan/", {"hour": "4"})
    (planned,) = DBTaskResult.objects.all()
    DBTaskResult.objects.update(run_after=timezone.now())
    run_due()
    run = BackupRun.objects.get()
    assert run.by_plan
    assert run.state == BackupRun.State.DONE
    following = DBTaskResult.objects.get(status="READY")
    assert timezone.localtime(following.run_after).hour == 4
    assert "03:00" in admin_client.get(PAGE).text
    admin_client.post(f"{PAGE}plan/", {"hour": ""})
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert BackupPlan.current().hour is None


def test_the_plan_reads_all_on_sundays_and_mends_what_is_damaged(place, monkeypatch):
    def states_after_plan(sunday):
        monkeypatch.setattr(planned_backups, "SUNDAY", sunday)
        planned_backups.write_planned_backup.enqueue()
        while DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now()):
            run_due()
        states = [run.state for run in BackupRun.objects.order_by("pk")]
        BackupRun.objects.all().delete()
        return states

    other_day, today = 7, timezone.localtime().weekday()
    assert states_after_plan(other_day) == ["done"]
    (damaged,) = (path for path in pieces(place) if b"picture" in path.read_bytes())
    damaged.write_bytes(damaged.read_bytes().replace(b"picture", b"p!cture"))
    assert states_after_plan(other_day) == ["done"]
    assert b"p!cture" in damaged.read_bytes()
    assert states_after_plan(today) == ["failed", "done"]
    assert b"picture" in damaged.read_bytes()
    assert states_after_plan(today) == ["done"]


def test_a_backup_that_fails_is_mailed_and_told_of(admin_client, admin_user, place, settings):
    settings.EMAIL_HOST, settings.LANGUAGE_CODE = "mail.example", "en"
    place.write_bytes(b"a file is in the way")
    admin_client.post(f"{PAGE}now/")
    for _attempt in range(planned_backups.ATTEMPTS + 1):
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        run_due()
    (letter,) = mail.outbox
    assert letter.to == [admin_user.email]
    runs = BackupRun.objects.all()
    assert {run.state for run in runs} == {"failed"}
    assert runs[0].error in letter.body
    assert runs[0].error in admin_client.get(PAGE).text.replace("&#x27;", "'")
    assert "The last backup failed" in admin_client.get("/admin/").text


def test_a_backup_that_is_too_old_is_told_of(admin_user, settings):
    settings.EMAIL_HOST = "mail.example"
    assert "no backup of this site" in backup_warning()
    run = BackupRun.objects.create(place="/x")
    run.note_done("x", 1, 1)
    assert backup_warning() == ""
    BackupRun.objects.update(started_at=timezone.now() - timedelta(days=2))
    assert backup_warning() == ""  # without a plan, somebody may make one each week
    tell_of_old_backup()
    assert mail.outbox == []
    BackupPlan.objects.update_or_create(pk=1, defaults={"hour": 3})
    assert "2 days" in backup_warning().replace("\xa0", " ")
    tell_of_old_backup()
    run_due()
    assert [letter.to for letter in mail.outbox] == [[admin_user.email]]
    assert BackupPlan(hour=3).next_moment(datetime(2026, 1, 1, tzinfo=UTC)).hour == 3
