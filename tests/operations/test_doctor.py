"""`manage.py doctor` says what is wrong and what to do, in both languages, without a secret."""

import json
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from operations.doctor import database_checks, file_checks, machine_checks
from operations.last_backup import LastBackup
from tests.each import check_each
from tests.factories import make_article
from tests.media.factories import make_file
from tests.tasks.examples import make_tag

pytestmark = pytest.mark.django_db
SECRET = "geheimes-kennwort"


@pytest.fixture
def healthy(settings, tmp_path, monkeypatch):
    """A site with an article, a file and a backup."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    settings.SITE_URL, settings.HTTPS = "https://blog.example", True
    settings.ALLOWED_HOSTS = ["blog.example"]
    (tmp_path / "static").mkdir()
    settings.STATIC_ROOT = tmp_path / "static"
    names = dict.fromkeys(file_checks.source_names(), "")
    (tmp_path / "static" / "staticfiles.json").write_text(json.dumps({"paths": names}))
    tmp_path.chmod(0o700)
    monkeypatch.setattr(LastBackup, "read", lambda: LastBackup("b.tar", 1, timezone.now()))
    monkeypatch.setattr(machine_checks, "synchronized", lambda: "yes")
    make_article(title="注意力")
    return make_file("x.png")


def findings(**options):
    """As objects, and the exit code."""
    out, code = StringIO(), 0
    try:
        call_command("doctor", "--json", stdout=out, **options)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code


def told(language):
    out = StringIO()
    try:
        call_command("doctor", stdout=out, language=language)
    except SystemExit:
        out.write("exit 1")
    return out.getvalue()


def test_a_healthy_site_has_nothing_to_do(healthy):
    found, code = findings()
    assert [each for each in found if each["state"] == "do"] == []
    assert code == 0
    assert len(found) == 18
    assert "Nothing is to be done." in told("en")
    lines = told("zh-hans").splitlines()
    assert all(any("一" <= sign <= "鿿" for sign in line) for line in lines), lines


def break_index(_settings, _patch):
    QuerySet(Article).update(prose="else")  # past our own manager, as plain SQL is


def lose_file(_settings, _patch):
    default_storage.delete(make_file("y.png").content.name)


def fail_task(_settings, _patch):
    make_tag.enqueue("x").db_result.set_failed(ValueError("why"))


def leave_task(_settings, _patch):
    result = make_tag.enqueue("x").db_result
    type(result).objects.update(enqueued_at=timezone.now() - timedelta(hours=1))


def age_backup(_settings, patch):
    made = timezone.now() - timedelta(days=3)
    patch.setattr(LastBackup, "read", lambda: LastBackup("b.tar", 1, made))


def refuse_mail(settings, _patch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def fill_disk(_settings, patch):
    usage = SimpleNamespace(total=2**40, used=2**40, free=2**20)
    patch.setattr(file_checks.shutil, "disk_usage", lambda _path: usage)


def block_storage(settings, _patch):
    (settings.MEDIA_ROOT / "doctor").write_text("no folder")


def change_package(_settings, patch):
    found = machine_checks.installed_version
    patch.setattr(machine_checks, "installed_version", lambda n: "0" if n == "django" else found(n))


def turn_clock_back(_settings, _patch):
    Article.objects.update(updated_at=timezone.now() + timedelta(days=1))


CASES = (
    ("search", break_index, "manage.py reindex"),
    ("rendering", lambda _s, _p: Article.objects.update(renderer_version=1), "manage.py rerender"),
    ("media", lose_file, "manage.py check_media"),
    ("tasks", fail_task, "admin"),
    ("tasks", leave_task, "run_tasks"),
    ("backup", age_backup, "manage.py backup"),
    ("mail", refuse_mail, "LONGWAVE_EMAIL_URL"),
    ("storage", block_storage, "folder"),
    ("disk", fill_disk, "backups"),
    ("permissions", lambda settings, _p: settings.DATA.chmod(0o755), "Restart"),
    ("static", lambda s, _p: (s.STATIC_ROOT / "staticfiles.json").unlink(), "make setup"),
    ("clock", turn_clock_back, "timedatectl"),
    ("versions", change_package, "make setup"),
    ("key", lambda settings, _p: setattr(settings, "SECRET_KEY", "a" * 50), "LONGWAVE_SECRET_KEY"),
    (
        "address",
        lambda s, _p: [setattr(s, "HTTPS", False), setattr(s, "SITE_URL", "http://b.example")],
        "https",
    ),
    ("address", lambda s, _p: setattr(s, "ALLOWED_HOSTS", ["*"]), "LONGWAVE_HOSTS"),
    ("settings", lambda s, _p: setattr(s, "DEBUG", True), "LONGWAVE_DEBUG"),
)


@pytest.mark.either_database
def test_each_fault_is_named_with_what_to_do(healthy, settings, monkeypatch):
    for _name, harm, _advice in CASES:
        harm(settings, monkeypatch)
    found, code = findings(language="en")
    due = [each for each in found if each["state"] == "do"]
    assert code == 1

    def check(name, _harm, advice):
        assert any(each["name"] == name and advice in each["advice"] for each in due)

    check_each(CASES, check)
    assert len(due) == len(CASES)


@pytest.mark.either_database
def test_what_needs_an_unreachable_database_is_not_looked_at(healthy, monkeypatch):
    monkeypatch.setattr(database_checks, "connection_failure", lambda: "refused")
    found, code = findings(language="en")
    assert [each["name"] for each in found if each["state"] == "do"] == ["database"]
    assert sum("database cannot be reached" in each["said"] for each in found) == 7
    assert code == 1


@pytest.mark.either_database
def test_no_secret_is_told(healthy, settings, monkeypatch):
    """Not even if the error of a library repeats it, or one check fails."""

    def fail(*_given):
        raise OSError(f"no access with {SECRET} and {settings.SECRET_KEY}")

    monkeypatch.setenv("LONGWAVE_MEDIA_S3_SECRET", SECRET)
    monkeypatch.setattr(file_checks.shutil, "disk_usage", fail)
    monkeypatch.setattr(file_checks, "trial", lambda _alias: [f"secret={SECRET}"])
    said = told("en")
    assert "no access with … and …" in said
    assert "secret=…" in said
    assert SECRET not in said
    assert settings.SECRET_KEY not in said
