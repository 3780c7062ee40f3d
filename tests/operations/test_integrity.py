"""Damage of the database is noticed, and told of loudly; newer data do not start."""

import logging
import sqlite3
from contextlib import closing
from shutil import copy

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.database import author_limits, reader_limits
from operations.integrity import integrity_checks, journal_check
from operations.integrity.daily_check import begin_daily_check, check_site
from operations.integrity.wal_frames import wal_state
from operations.management.commands import start
from operations.models import IntegrityCheck
from operations.tasks.running import run_due

ON_SQLITE = pytest.mark.skipif("config.getoption('--postgres')", reason="of SQLite's file")


@pytest.fixture
def wal(tmp_path):
    """A WAL with twenty commits, as a process leaves it that is killed."""
    source = tmp_path / "source.sqlite3"
    with closing(sqlite3.connect(source)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (n, text)")
        for n in range(19):
            with database:
                database.execute("INSERT INTO t VALUES (?, ?)", [n, "x" * 900])
        for end in ("", "-wal"):
            copy(tmp_path / f"source.sqlite3{end}", tmp_path / f"blog.sqlite3{end}")
    return tmp_path / "blog.sqlite3-wal"


def rows(wal):
    with closing(sqlite3.connect(wal.with_name("blog.sqlite3"))) as database:
        return database.execute("SELECT count(*) FROM t").fetchone()[0]


def damage(file, place):
    text = bytearray(file.read_bytes())
    text[place] ^= 0xFF
    file.write_bytes(text)


@pytest.mark.parametrize(
    ("place", "lost"), [(None, 0), (0.0, True), (0.3, True), (0.9, True)], ids=str
)
def test_commits_that_sqlite_drops_without_a_word_are_counted(wal, place, lost):
    if place is not None:
        damage(wal, int(place * wal.stat().st_size) + 4)
    state = wal_state(wal)
    assert bool(state.lost) == bool(lost)
    if place != 0.0:
        assert state.applied + state.lost == 20
        assert max(state.applied - 1, 0) == rows(wal)


def test_an_end_that_was_not_confirmed_is_no_damage(wal):
    """What a power cut leaves of the last transaction, and frames of an earlier use of the file."""
    text = wal.read_bytes()
    wal.write_bytes(text[:-2000])
    assert wal_state(wal).lost == 0
    wal.write_bytes(text[:20])
    assert wal_state(wal) == (0, 0)


@pytest.mark.django_db
def test_a_damaged_journal_is_kept_and_said(wal, settings, monkeypatch):
    settings.DATA = wal.parent
    monkeypatch.setitem(connection.settings_dict, "NAME", str(wal.with_name("blog.sqlite3")))
    monkeypatch.setattr(connection, "vendor", "sqlite")
    assert journal_check.journal_problem() == ""
    damage(wal, wal.stat().st_size // 2)
    said = journal_check.journal_problem()
    assert "of the last saves are lost" in said
    (kept,) = (wal.parent / "backups").glob("damaged-*")
    assert str(kept) in said
    assert {path.name for path in kept.iterdir()} == {"blog.sqlite3", "blog.sqlite3-wal"}


@pytest.mark.django_db
def test_damage_is_in_the_log_in_a_mail_and_on_the_first_page(
    admin_client, admin_user, settings, caplog, monkeypatch
):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example", "https://blog.example"
    assert integrity_checks.check_quickly() == ""
    assert integrity_checks.check_integrity(IntegrityCheck.Kind.FULL) == ""
    assert "damaged" not in admin_client.get("/admin/").text
    monkeypatch.setattr(
        integrity_checks, "problem_of_database", lambda kind: "page 7 is never used"
    )
    begin_daily_check()
    begin_daily_check()
    with caplog.at_level(logging.CRITICAL):
        run_due()
    assert "page 7 is never used" in caplog.text
    (letter,) = mail.outbox
    assert letter.to == [admin_user.email]
    assert "page 7 is never used" in letter.body
    assert "https://blog.example/admin/" in letter.body
    assert "page 7 is never used" in admin_client.get("/admin/").text
    monkeypatch.undo()
    check_site.call()
    assert "page 7" not in admin_client.get("/admin/").text


@pytest.mark.django_db
def test_data_of_a_newer_version_do_not_start(monkeypatch):
    start.require_known_data()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('articles', '9999_later', '2030-01-01'), ('removed', '0001', '2020-01-01')"
        )
    with pytest.raises(SystemExit, match="written by a newer version of Longwave"):
        start.require_known_data()


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_what_an_author_was_told_is_saved_is_on_the_disk():
    full, normal = 2, 1
    for limits, level in ((author_limits, full), (reader_limits, normal), (author_limits, full)):
        with limits(), connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone()[0] == level
    with CaptureQueriesContext(connection) as queries, reader_limits():
        pass
    assert len(queries) == 0
