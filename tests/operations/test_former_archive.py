"""Damaged backup files are refused, and nothing is written outside the target folder."""

import io
import json
import stat
import tarfile
import zlib
from gzip import BadGzipFile

import pytest

from operations.backup_error import BackupError
from operations.backups.former_archive import open_archive
from operations.backups.manifest import MANIFEST_FORMAT, FileEntry, HashingReader, Manifest
from tests.operations.former_writer import write_former_archive

FACTS = {"kind": "sqlite", "migrations": [["articles", "0001_initial"]]}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a").write_bytes(bytes(range(256)) * 300)
    (folder / "b").write_bytes(b"")
    return folder


@pytest.fixture(params=["backup.tar", "backup.tar.gz", "backup.tgz"])
def file(tmp_path, source, request):
    path = tmp_path / request.param
    pairs = [("uploads/图/a.png", source / "a"), ("uploads/b", source / "b")]
    write_former_archive(
        path, [("database/x", source / "a"), *pairs, ("secret_key", source / "a")], FACTS
    )
    return path


def read(file, into):
    with open_archive(file) as found:
        found.check()
        found.extract(into)
        return found.manifest


def refused(file, into):
    with pytest.raises(BackupError) as refusal:
        read(file, into)
    assert not [path for path in into.parent.rglob("evil*") if path != file]
    return str(refusal.value)


def test_an_archive_is_read_as_written(file, source, tmp_path):
    manifest = read(file, tmp_path / "out")
    assert manifest.database == FACTS
    out = tmp_path / "out"
    assert (out / "uploads/图/a.png").read_bytes() == (source / "a").read_bytes()
    assert (out / "uploads/b").read_bytes() == b""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in out.rglob("*")} == {0o600, 0o700}


def test_an_existing_file_is_not_overwritten(file, source):
    with pytest.raises(FileExistsError):
        write_former_archive(file, [], FACTS)


def test_a_truncated_file_is_refused(file, tmp_path):
    whole = file.read_bytes()
    end = len(whole) - (20 * 512 if file.suffix == ".tar" else 0)  # zeros fill a tar up
    for number in range(40):
        file.write_bytes(whole[: end * number // 40])
        refused(file, tmp_path / f"out{number}")


def test_a_changed_byte_is_refused(file, tmp_path):
    whole, same = file.read_bytes(), 0
    for number in range(60):
        changed = bytearray(whole)
        changed[len(whole) * number // 60] ^= 0x10
        file.write_bytes(changed)
        try:
            manifest = read(file, tmp_path / f"out{number}")
        except BackupError:
            continue
        # What a tar has between the files, or says of times and owners, is not of the backup.
        same += 1
        assert manifest.database == FACTS
        assert len(manifest.files) == 4
    assert same < 15


@pytest.mark.parametrize("error", [BadGzipFile("CRC check failed"), zlib.error("invalid code")])
def test_errors_of_tarfile_are_backup_errors(file, error):
    """In a real file the place of the error depends on its date; here it is always the same."""
    with (
        pytest.raises(BackupError, match="damaged or incomplete"),
        open_archive(file),
    ):
        raise error


@pytest.mark.parametrize(
    "text",
    [b"", b"\0" * 20_000, b"SQLite format 3\0" * 99, b"{}"],
    ids=["empty", "zeros", "SQLite", "JSON"],
)
def test_other_files_are_refused(tmp_path, text):
    file = tmp_path / "x.tar"
    file.write_bytes(text)
    assert "damaged or incomplete" in refused(file, tmp_path / "out")


def forged(path, members, **manifest):
    """Write a backup with these members and a matching manifest."""
    files = {}
    with tarfile.open(path, "w") as tar:
        for info, text in members:
            hashed = HashingReader(io.BytesIO(text))
            hashed.read(-1)
            info.size = len(text) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(text))
            files[info.name] = hashed.entry
        text = Manifest(FACTS, files, **manifest).to_json()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
    return path


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "uploads/../../evil", "/tmp/evil", "uploads/../secret_key", "evil", "uploads"),
        *("uploads//evil", "./uploads/evil", "uploads/./evil", "longwave.sqlite3", "secret_key/x"),
        *("cards/evil", "theme/../../evil.html", "database/../../longwave.sqlite3", "..", "."),
    ],
)
def test_names_outside_the_data_folders_are_refused(tmp_path, name):
    file = forged(tmp_path / "x.tar", [(tarfile.TarInfo(name), b"evil")])
    refused(file, tmp_path / "deep" / "out")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_a_backup_holds_no_links_and_devices(tmp_path, kind):
    link = tarfile.TarInfo("uploads/link")
    link.type, link.linkname = kind, "../../secret_key"
    file = forged(tmp_path / "x.tar", [(link, b"")])
    assert "does not hold" in refused(file, tmp_path / "out")


def test_a_duplicate_name_is_refused(tmp_path):
    twice = [(tarfile.TarInfo("uploads/a"), b"one"), (tarfile.TarInfo("uploads/a"), b"two")]
    refused(forged(tmp_path / "x.tar", twice), tmp_path / "out")


def test_a_file_without_an_entry_in_the_manifest_is_refused(tmp_path, file):
    if file.suffix != ".tar":
        return
    text = file.read_bytes()
    info = tarfile.TarInfo("uploads/more")
    file.write_bytes(info.tobuf() + text)
    assert "not those of its manifest" in refused(file, tmp_path / "out")


def test_a_backup_of_a_newer_version_says_so(tmp_path):
    file = forged(tmp_path / "x.tar", [], format=MANIFEST_FORMAT + 1)
    assert "newer version" in refused(file, tmp_path / "out")


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values["database"].update(kind="postgresql"),
        lambda values: values.update(made="2020-01-01"),
        lambda values: values.pop("files"),
        lambda values: values.pop("sha256"),
        lambda values: values.update(format="1"),
        lambda values: values["files"].update(a=1),
    ],
)
def test_a_changed_manifest_is_refused(change):
    values = json.loads(Manifest(FACTS, {"a": FileEntry(1, "2")}).to_json())
    change(values)
    with pytest.raises(BackupError):
        Manifest.from_json(json.dumps(values).encode())
