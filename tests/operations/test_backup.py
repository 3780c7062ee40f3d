"""A backup has every committed change, and restoring it gives the same site."""

import os
import signal
import stat
from pathlib import Path

import pytest
from django.apps import apps

from operations.backups.backup_targets import BackupTarget
from operations.backups.opening import opened_backup
from operations.backups.secrets import BackupSecrets
from tests.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.asks_a_database]

# Saves as fast as it can, and writes down what was acknowledged; each article names an upload.
WRITER = """
import os, sys, time, django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from articles.models import Article, User
author, done, parent = User.objects.get(), open(sys.argv[1], "a"), os.getppid()
for n in range(100_000):
    if os.getppid() != parent:
        break  # the test is gone
    name = default_storage.save(f"written/{n}.bin", ContentFile(bytes(5_000)))
    text = f"![]({default_storage.url(name)})" + "词" * 5_000
    named = {"title": f"Saved {n}", "slug": f"saved-{sys.argv[2]}-{n}"}
    article = Article.objects.create(body=text, author=author, **named)
    print(article.pk, name, file=done, flush=True)
    time.sleep(0.02)  # leaves the processor to the backup
"""
# Each backup with the number of acknowledged saves that were there before it began.
BACKUPS = """
import sys, django; django.setup()
from pathlib import Path
from operations.backups.runs import back_up_site
from operations.backups.secrets import BackupSecrets
from operations.backups.backup_targets import BackupTarget
for n in range(int(sys.argv[3])):
    before = len(Path(sys.argv[1]).read_text().splitlines())
    made = back_up_site(BackupTarget(sys.argv[2]), BackupSecrets(), with_key=True)
    print(before, made.record.name)
"""
OLD_SITE = """
import django; django.setup()
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from operations.databases.migrations import executor_to
leaves, old = MigrationLoader(None).graph.leaf_nodes(), {"articles": "0009_search_tiers"}
later = ("accounts", "desk", "sync", "transfer")  # or what needs articles
nodes = [(app, old.get(app, name)) for app, name in leaves if app not in later]
executor = executor_to(connection, nodes)
executor.migrate(nodes)
models = executor.loader.project_state(nodes).apps
author = models.get_model("articles", "User").objects.create(username="old")
models.get_model("articles", "Article").objects.create(
    title="旧", slug="old", body="正文", author=author, status="published"
)
"""


def wait_for_lines(file, number, process):
    def has_written():
        assert process.poll() is None, process.stderr.read()
        return file.exists() and file.read_text().count("\n") >= number

    wait_until(has_written)


@pytest.fixture
def writer(site, tmp_path):
    """A process that saves articles; the file `done` lists the acknowledged saves."""
    process = site.start("-c", WRITER, str(tmp_path / "done"), "1")
    process.done = tmp_path / "done"
    try:
        wait_for_lines(process.done, 5, process)
        yield process
    finally:
        process.kill()
        process.communicate()


def saved_in(site):
    """Return the saves of a site, in the form of the writer's list."""
    rows = [(key, body) for key, _, slug, body, _ in site.articles if slug.startswith("saved-")]
    return {f"{key} {body.partition('/uploads/')[2].partition(')')[0]}" for key, body in rows}


def test_backups_during_writes_have_every_acknowledged_save(site, sites, writer, tmp_path):
    place = tmp_path / "backups"
    lines = site.do("-c", BACKUPS, str(writer.done), str(place), "2").splitlines()
    assert writer.poll() is None  # it wrote all the time
    writer.kill()
    acknowledged = writer.done.read_text().splitlines()
    made = [(int(before), name) for before, name in map(str.split, lines)]
    assert len(acknowledged) > made[0][0]
    other = sites.empty()
    for before, name in made:
        other.manage("restore", f"{place}@{name}")
        saved = saved_in(other)
        assert set(acknowledged[:before]) <= saved
        names = {line.split(" ")[1] for line in saved}
        assert all(len(other.files[f"uploads/{name}"]) == 5_000 for name in names)


@pytest.mark.skipif("config.getoption('--postgres')", reason="of SQLite's file")
def test_the_wal_of_a_killed_process_is_in_the_backup(site, sites, writer, tmp_path):
    wait_for_lines(writer.done, 20, writer)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    site.manage("backup", tmp_path / "b.tar")
    other = sites.empty()
    other.manage("restore", tmp_path / "b.tar")
    acknowledged = [line for line in writer.done.read_text().splitlines(True) if line[-1] == "\n"]
    assert {line.strip() for line in acknowledged} <= saved_in(other)


def manifest_of(file):
    with opened_backup(BackupTarget(str(file)), BackupSecrets()) as found:
        return found.manifest


# The same site


def test_a_restored_site_is_the_one_that_was_backed_up(library, sites):
    other = sites.empty()
    said = other.manage("restore", library.backup)
    assert "make run" in said
    assert other.articles == library.articles
    assert [] != library.tasks == [task for task in other.tasks if task in library.tasks]
    assert other.files == library.files
    assert other.files["uploads/covers/封面.png"] == b"picture" * 1000
    other.manage("migrate", "--check")
    other.manage("reindex", "--check")
    opened = [p for p in other.data.rglob("*") if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert opened == []
    left = {path.name for path in other.data.iterdir() if path.name[0] == "."}
    assert left == set()


def test_ids_are_not_used_twice(site, sites, tmp_path):
    """Short links name articles by their id, deleted ones too."""
    create = (
        "import django; django.setup()\n"
        "from articles.models import Article, User\n"
        "print(Article.objects.create(title='x', slug='x', author=User.objects.get()).pk)\n"
    )
    deleted = int(site.do("-c", f"{create}Article.objects.get(slug='x').delete()"))
    site.manage("backup", tmp_path / "b.tar")
    other = sites.empty()
    other.manage("restore", tmp_path / "b.tar")
    assert int(other.do("-c", create)) > deleted


def test_a_backup_of_an_older_version_is_brought_up_to_date(sites, tmp_path):
    old, new = sites.empty(), sites.empty()
    old.do("-c", OLD_SITE)
    old.manage("backup", tmp_path / "b.tar")
    new.manage("restore", tmp_path / "b.tar")
    new.manage("migrate", "--check")
    assert [(title, body) for _, title, _, body, _ in new.articles] == [("旧", "正文")]


# The file


@pytest.mark.either_database
def test_a_backup_is_private_and_leaves_no_temporary_files(library, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o755)
    library.manage("backup", folder / "b.tar")
    assert [path.name for path in folder.iterdir()] == ["b.tar"]
    assert stat.S_IMODE((folder / "b.tar").stat().st_mode) == 0o600
    names = {*manifest_of(folder / "b.tar").files}
    assert {"uploads/covers/封面.png", "theme/templates/base.html"} <= names
    assert not any(
        name.startswith(("cards", "backups", "secret", "database/django_migr")) for name in names
    )


@pytest.mark.either_database
def test_overwrite_is_needed_to_replace_a_backup(library, tmp_path):
    file = tmp_path / "b.tar"
    library.manage("backup", file)
    first = file.stat().st_ino
    assert "--overwrite" in library.refusal("backup", file)
    assert file.stat().st_ino == first
    library.manage("backup", file, "--overwrite")
    assert file.stat().st_ino != first


@pytest.mark.either_database
def test_other_files_are_not_overwritten(site, tmp_path):
    key = site.data / "secret_key"
    before = key.read_bytes()
    assert "no backup of Longwave" in site.refusal("backup", key, "--overwrite")
    assert key.read_bytes() == before
    assert "has other files" in site.refusal("backup", site.data)
    assert "There is no folder" in site.refusal("backup", tmp_path / "none" / "b.tar")


def test_an_empty_database_is_not_backed_up(sites, tmp_path):
    assert "There is no site" in sites.empty().refusal("backup", tmp_path / "b.tar")
    assert list(tmp_path.glob("*.tar")) == []


@pytest.mark.either_database
@pytest.mark.parametrize("error", ["KeyboardInterrupt", "OSError(28, 'No space left on device')"])
def test_an_interrupted_backup_leaves_the_older_one(library, tmp_path, error):
    file = tmp_path / "b.tar"
    file.write_bytes(library.backup.read_bytes())
    before = file.stat().st_ino
    done = library.run(
        "-c",
        "import sys, os, django; django.setup()\n"
        "from django.core.management import call_command\n"
        f"def fail(*given): raise {error}\n"
        "os.fsync = fail\n"
        "call_command('backup', sys.argv[1], '--overwrite')",
        str(file),
    )
    assert done.returncode
    assert file.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["b.tar"]
    assert not list(tmp_path.glob(".b.tar*"))


@pytest.mark.either_database
def test_links_are_followed_once(site, sites, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk/x.png").write_bytes(b"x")
    uploads = site.data / "uploads"
    (uploads / "disk").symlink_to(tmp_path / "disk")
    (uploads / "round").symlink_to(uploads)
    (uploads / "gone").symlink_to(tmp_path / "gone")
    os.mkfifo(uploads / "pipe")
    site.manage("backup", tmp_path / "b.tar")
    other = sites.empty()
    other.manage("restore", tmp_path / "b.tar")
    found = {name for name in other.files if name.startswith("uploads/")}
    assert found == {"uploads/covers/封面.png", "uploads/disk/x.png"}


@pytest.mark.skipif("not config.getoption('--postgres')", reason="a file of SQLite has them all")
def test_every_table_of_a_model_is_in_a_backup(library):
    copied = {*manifest_of(library.backup).database["tables"]}
    models = apps.get_models(include_auto_created=True)
    assert {model._meta.db_table for model in models if model._meta.managed} <= copied


@pytest.mark.skipif("config.getoption('--postgres')", reason="a file of SQLite is written to")
def test_a_broken_database_is_not_backed_up(site, tmp_path):
    file = site.data / "longwave.sqlite3"
    with file.open("r+b") as opened:
        opened.seek(4096 * 3)
        opened.write(b"\xff" * 4096 * 20)
    assert "No backup was made." in site.refusal("backup", tmp_path / "b.tar")
    assert list(tmp_path.glob("*.tar")) == []
    assert Path(site.data).is_dir()
