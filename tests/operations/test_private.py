"""File modes of the data folder: private to its owner."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection

from blog import environment, file_modes
from blog.file_storages import disk_storages
from operations.checks import data_is_private
from operations.management.commands import start
from tests.modes import mode, modes

pytestmark = pytest.mark.slow

# A group that the tests' own account is in, or any where it may give files to all.
GROUP = next((g for g in os.getgroups() if g != os.getgid()), 65534)
HAS_ANOTHER_GROUP = os.geteuid() == 0 or GROUP != 65534


@pytest.fixture
def old(tmp_path):
    """The data of a site of an older version, readable by all."""
    data = tmp_path / "var"
    ours = ("uploads/covers/a.png", "cards/1/b.png", "exports/1/site.zip")
    for name in (*ours, "theme/static/c.css"):
        (data / name).parent.mkdir(parents=True)
        (data / name).write_bytes(b"x")
    for name in ("longwave.sqlite3", "longwave.sqlite3-wal", "longwave.sqlite3-shm", "secret_key"):
        (data / name).write_bytes(b"x")
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return data


def restrict(data, group=None):
    return file_modes.restrict_modes(data, str(data / "longwave.sqlite3"), group)


def test_an_open_folder_becomes_private(old):
    assert restrict(old) == ([], True)
    found = modes(old)
    theirs = {name: found.pop(name) for name in list(found) if name.startswith("theme")}
    assert {m for name, m in found.items() if (old / name).is_dir()} == {0o700}
    assert {m for name, m in found.items() if (old / name).is_file()} == {0o600}
    assert theirs["theme/static/c.css"] == 0o644  # its author's, in a folder that is closed
    assert restrict(old) == ([], False)


def test_stricter_modes_stay(old):
    (old / "secret_key").chmod(0o400)
    restrict(old)
    assert mode(old / "secret_key") == 0o400


def test_targets_of_links_are_not_changed(old, tmp_path):
    other = tmp_path / "other"
    other.write_text("x")
    other.chmod(0o644)
    (old / "uploads" / "link").symlink_to(other)
    assert not restrict(old).too_open
    assert mode(other) == 0o644


def test_a_sticky_folder_is_reported_and_not_changed(old):
    old.chmod(0o1777)
    assert restrict(old).too_open == [old]
    assert mode(old) == 0o1777


def test_paths_that_stay_open_are_reported(old, monkeypatch):
    def refuse(*_given):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.chmod", refuse)
    named = restrict(old).too_open
    assert {old, old / "longwave.sqlite3", old / "secret_key"} <= {*named}
    said = file_modes.open_paths_message(named)
    assert f"{old} (mode 0755)" in said
    assert "and 9 more" in said


@pytest.mark.skipif(not HAS_ANOTHER_GROUP, reason="this account is in one group alone")
def test_a_group_may_read_the_uploads_only(old):
    assert restrict(old, GROUP).too_open == []
    assert mode(old) == 0o710
    assert old.stat().st_gid == GROUP
    assert mode(old / "uploads/covers") == 0o2750
    assert mode(old / "uploads/covers/a.png") == 0o640
    assert (old / "uploads/covers/a.png").stat().st_gid == GROUP
    for name in ("longwave.sqlite3", "longwave.sqlite3-wal", "secret_key", "exports/1/site.zip"):
        assert mode(old / name) == 0o600
    restrict(old)
    assert mode(old / "uploads/covers/a.png") == 0o600


@pytest.mark.skipif(not HAS_ANOTHER_GROUP, reason="this account is in one group alone")
def test_new_uploads_belong_to_the_group(old):
    restrict(old, GROUP)
    storage = FileSystemStorage(
        old / "uploads",
        file_permissions_mode=file_modes.SHARED_FILE,
        directory_permissions_mode=file_modes.shared_folder(GROUP),
    )
    storage.save("2026/11/new.png", ContentFile(b"x"))
    for name, wanted in (("2026", 0o2750), ("2026/11", 0o2750), ("2026/11/new.png", 0o640)):
        path = old / "uploads" / name
        assert (mode(path), path.stat().st_gid) == (wanted, GROUP), name


def test_the_own_group_needs_no_bit_that_systemd_forbids(old):
    assert restrict(old, os.getegid()).too_open == []
    assert mode(old / "uploads/covers") == 0o750
    options = disk_storages("", old, os.getegid())["disk"]["OPTIONS"]
    assert options["directory_permissions_mode"] == 0o750


def test_an_unknown_group_stops_the_start(monkeypatch):
    monkeypatch.setenv("LONGWAVE_TEST", "no-such-group")
    with pytest.raises(ImproperlyConfigured, match="no such group"):
        environment.read_group_id("LONGWAVE_TEST")


def load_settings(data, **variables):
    command = [
        sys.executable,
        "-c",
        "import blog.settings as s; print(s.STORAGES['default'], s.GROUP)",
    ]
    variables = {**os.environ, "LONGWAVE_DATA": str(data), "DATABASE_URL": "", **variables}
    done = subprocess.run(
        command, env=variables, cwd=site_settings.BASE, umask=0, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_a_new_folder_is_created_private(tmp_path):
    load_settings(tmp_path / "var")
    assert modes(tmp_path / "var") == {".": 0o700, "secret_key": 0o600, "longwave.sqlite3": 0o600}


def test_a_database_elsewhere_is_private_and_its_folder_unchanged(tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    file = tmp_path / "elsewhere" / "blog.sqlite3"
    load_settings(tmp_path / "var", DATABASE_URL=f"sqlite:///{file}")
    assert mode(file) == 0o600
    assert mode(file.parent) == 0o755
    file.chmod(0o644)
    assert file_modes.open_secret_paths(tmp_path / "var", str(file)) == [file]
    file_modes.restrict_modes(tmp_path / "var", str(file))
    assert mode(file) == 0o600


def test_modes_of_uploads_follow_the_setting(tmp_path):
    said = load_settings(tmp_path, LONGWAVE_GROUP="")
    assert f"{0o600}" in said
    assert f"{0o640}" in load_settings(tmp_path, LONGWAVE_GROUP="nogroup")


def test_the_check_lists_open_paths(settings, old, monkeypatch):
    settings.DATA = old
    monkeypatch.setitem(connection.settings_dict, "NAME", str(old / "longwave.sqlite3"))
    (said,) = data_is_private()
    assert str(old) in said.msg
    restrict(old)
    assert data_is_private() == []


@pytest.fixture
def started(monkeypatch, settings, old, db):
    """Return a function that runs `start` without serving, and returns its output."""

    def run():
        out, err = StringIO(), StringIO()
        call_command("start", stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    settings.DATA, settings.MEDIA_ROOT = old, old / "uploads"
    monkeypatch.setenv("LONGWAVE_SAMPLE", "0")
    monkeypatch.setattr(start, "free_address", lambda: ("127.0.0.1", 8000))
    monkeypatch.setattr(start, "become_server", lambda *_address: None)
    return run


def test_start_says_once_that_the_folder_became_private(started, old):
    assert "LONGWAVE_GROUP" in started()[0]
    assert mode(old) == 0o700
    assert started() == (started()[0], "")
    assert "LONGWAVE_GROUP" not in started()[0]


def test_start_warns_of_paths_that_stay_open(started, old):
    old.chmod(0o1777)
    out, err = started()
    assert "Longwave is at" in out
    assert str(old) in err
    assert "a folder of its own" in err.replace("\n", " ")
