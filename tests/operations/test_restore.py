"""Restoring backs up the present data, and changes nothing if it fails."""

import signal
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog import serving_lock
from operations.backups.backup_targets import BackupTarget
from operations.backups.opening import opened_backup
from operations.backups.secrets import BackupSecrets
from tests.operations.former_writer import write_former_archive

pytestmark = [pytest.mark.slow, pytest.mark.asks_a_database]
ON_SQLITE = pytest.mark.skipif("config.getoption('--postgres')", reason="of SQLite's file")
ON_POSTGRES = pytest.mark.skipif("not config.getoption('--postgres')", reason="of PostgreSQL")


@pytest.fixture
def changed(site):
    """With other articles and one more upload."""
    site.query("UPDATE articles_article SET title = 'changed' RETURNING id")
    (site.data / "uploads/later.png").write_bytes(b"later")
    return site


def backups_of(site):
    return list((site.data / "backups").glob("before-restore-*"))


@contextmanager
def held(site, program):
    """Run a process that stays alive after its program, until the block ends."""
    process = site.start("-c", f"{program}\nprint('up', flush=True)\ninput()", stdin=-1)
    try:
        assert process.stdout.readline() == "up\n", process.stderr.read()
        yield
    finally:
        process.communicate("\n")


def rewritten(backup, path, tmp_path, **facts):
    """Return the backup in the form of older versions, with other facts of the database."""
    with opened_backup(BackupTarget(str(backup)), BackupSecrets()) as found:
        found.extract(tmp_path / "out")
        names, database = list(found.manifest.files), found.manifest.database
    pairs = [(name, tmp_path / "out" / name) for name in names]
    write_former_archive(path, pairs, database | facts)
    return path


# What is there


def test_the_present_data_are_backed_up_and_can_be_restored(library, changed):
    articles, files = changed.articles, changed.files
    said = changed.manage("restore", library.backup)
    (kept,) = backups_of(changed)
    assert str(kept) in said
    assert changed.articles == library.articles
    assert changed.files == library.files
    changed.manage("restore", kept)
    assert changed.articles == articles
    assert changed.files == files


@ON_SQLITE
def test_a_broken_database_is_moved_aside(library, changed):
    (changed.data / "longwave.sqlite3").write_bytes(b"no database " * 1000)
    said = changed.manage("restore", library.backup)
    (kept,) = backups_of(changed)
    assert str(kept) in said
    broken = kept / "database/longwave.sqlite3"
    assert broken.read_bytes().startswith(b"no database")
    assert (kept / "uploads/later.png").read_bytes() == b"later"
    assert changed.articles == library.articles


@pytest.mark.either_database
@ON_SQLITE
def test_uploads_without_a_database_are_moved_aside(library, sites):
    site = sites.empty()
    (site.data / "uploads").mkdir(parents=True)
    (site.data / "uploads/mine.png").write_bytes(b"mine")
    site.manage("restore", library.backup)
    (kept,) = backups_of(site)
    assert (kept / "uploads/mine.png").read_bytes() == b"mine"
    assert site.files == library.files


@ON_SQLITE
def test_an_old_wal_is_not_applied_to_the_restored_database(library, changed):
    """SQLite would apply the old WAL to the new file."""
    held_open = sqlite3.connect(changed.data / "longwave.sqlite3")
    held_open.execute("SELECT count(*) FROM articles_article")
    held_open.close()
    for end in ("-wal", "-shm"):
        (changed.data / f"longwave.sqlite3{end}").write_bytes(b"\0" * 100)
    changed.manage("restore", library.backup)
    assert changed.articles == library.articles


# Who is there


@pytest.mark.either_database
def test_a_running_site_is_not_replaced(library, changed):
    before = changed.articles
    with held(changed, "import blog.wsgi"):
        assert "The site is running" in changed.refusal("restore", library.backup)
    assert changed.articles == before
    assert backups_of(changed) == []
    changed.manage("restore", library.backup)
    assert changed.articles == library.articles


@ON_SQLITE
def test_a_database_in_use_is_not_replaced(library, changed):
    program = (
        f"import sqlite3; c = sqlite3.connect('{changed.data}/longwave.sqlite3')\n"
        "c.execute('SELECT count(*) FROM articles_article').fetchall()"
    )
    with held(changed, program):
        assert "in use" in changed.refusal("restore", library.backup)
    changed.manage("restore", library.backup)


@ON_POSTGRES
def test_a_site_on_another_machine_is_not_replaced(library, changed, tmp_path):
    other = type(changed)(tmp_path / "other", changed.database)
    program = (
        "import django; django.setup()\nfrom articles.models import Article as A\nA.objects.count()"
    )
    with held(other, program):
        assert "The site is running (longwave " in changed.refusal("restore", library.backup)
    changed.manage("restore", library.backup)


def test_a_site_does_not_start_during_a_restore(site, tmp_path):
    with serving_lock.exclusive_lock(site.data):
        with pytest.raises(ImproperlyConfigured, match="being restored"):
            serving_lock.hold_shared_lock(site.data)
        assert "being restored" in site.run("-c", "import blog.wsgi").stderr
        assert "being restored" in site.run("manage.py", "start").stderr
        assert "being restored" in site.run("manage.py", "backup", str(tmp_path / "b.tar")).stderr
    assert not (tmp_path / "b.tar").exists()


# What is refused


@pytest.mark.either_database
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_damaged_backup_changes_nothing(library, changed, tmp_path, part):
    before, files = changed.articles, changed.files
    text = library.backup.read_bytes().rstrip(
        b"\0"
    )  # a tar file ends with up to 20 blocks of zeros
    (tmp_path / "torn.tar").write_bytes(text[: int(len(text) * part)])
    said = changed.refusal("restore", tmp_path / "torn.tar")
    assert "Nothing was changed" in said
    assert "damaged or incomplete" in said
    assert (changed.articles, changed.files) == (before, files)
    assert backups_of(changed) == []


@pytest.mark.either_database
def test_a_missing_file_is_refused(site, tmp_path):
    assert "none.tar" in site.refusal("restore", tmp_path / "none.tar")


@pytest.mark.either_database
def test_a_backup_of_a_newer_version_is_refused(library, site, tmp_path):
    with opened_backup(BackupTarget(str(library.backup)), BackupSecrets()) as found:
        migrations = found.manifest.database["migrations"]
    newer = [*migrations, ["articles", "9999_later"]]
    file = rewritten(library.backup, tmp_path / "x.tar", tmp_path, migrations=newer)
    assert "newer version" in site.refusal("restore", file)


@ON_SQLITE
def test_a_backup_with_a_broken_database_is_refused(library, site, tmp_path):
    with opened_backup(BackupTarget(str(library.backup)), BackupSecrets()) as found:
        found.extract(tmp_path / "out")
        facts = found.manifest.database
    file = tmp_path / "out/database/longwave.sqlite3"
    text = bytearray(file.read_bytes())
    text[4096 * 3 : 4096 * 30] = b"\xff" * 4096 * 27
    file.write_bytes(text)
    write_former_archive(tmp_path / "x.tar", [("database/longwave.sqlite3", file)], facts)
    assert "damaged" in site.refusal("restore", tmp_path / "x.tar")


@ON_POSTGRES
@pytest.mark.parametrize("table", ['articles_article"; DROP TABLE articles_user; --', "pg_authid"])
def test_table_names_of_a_backup_are_checked(library, site, tmp_path, table):
    with opened_backup(BackupTarget(str(library.backup)), BackupSecrets()) as found:
        tables = found.manifest.database["tables"]
        found.extract(tmp_path / "copy")
    before = site.articles
    tables = {**tables, table: {"columns": ["id"], "rows": 0}}
    (tmp_path / "copy/database" / f"{Path(table).name}.copy").write_bytes(b"")
    file = rewritten(library.backup, tmp_path / "x.tar", tmp_path, tables=tables)
    assert site.run("manage.py", "restore", str(file)).returncode
    assert site.articles == before


@pytest.mark.parametrize(
    "kind", [pytest.param("RuntimeError", marks=ON_SQLITE), "KeyboardInterrupt"]
)
def test_an_error_while_loading_changes_nothing(library, changed, kind):
    before, files = changed.articles, changed.files
    done = changed.run(
        "-c",
        "import sys, django; django.setup()\n"
        "from django.core.management import call_command\n"
        "from operations.databases import postgresql_copier, sqlite_copier\n"
        "def fail(*given, **options):\n"
        "    call_command(*given, **options)\n"
        f"    raise {kind}\n"
        "sqlite_copier.call_command = postgresql_copier.call_command = fail\n"
        "call_command('restore', sys.argv[1])",
        str(library.backup),
    )
    assert kind in done.stderr
    assert (changed.articles, changed.files) == (before, files)
    assert [path.name for path in changed.data.iterdir() if path.name[0] == "."] == []
    changed.manage("restore", library.backup)
    assert changed.articles == library.articles


KILLED = """
import os, signal, sys
import django; django.setup()
from operations.backups.secrets import BackupSecrets
from operations.backups.backup_targets import BackupTarget
from operations.restoring import site_restore
move, moves = site_restore.move_if_exists, []
def and_die(*given):
    move(*given)
    moves.append(given)
    if len(moves) == {moves}:
        os.kill(os.getpid(), signal.SIGKILL)
site_restore.move_if_exists = and_die
site_restore.restore_backup(BackupTarget({backup!r}), BackupSecrets(), print)
"""


@pytest.mark.parametrize("moves", [2, *(pytest.param(n, marks=ON_SQLITE) for n in (1, 9))])
def test_a_killed_restore_loses_nothing_and_the_site_does_not_start(library, changed, moves):
    articles, files = changed.articles, changed.files
    killed = changed.run("-c", KILLED.format(moves=moves, backup=str(library.backup)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert "half-way" in changed.refusal("backup", changed.data / "half.tar")
    assert "half-way" in changed.run("manage.py", "start").stderr
    (kept,) = backups_of(changed)
    changed.manage("restore", kept)
    assert changed.articles == articles
    assert changed.files == files
    assert not list(changed.data.glob(".*"))
    changed.manage("backup", changed.data / "whole.tar")
