"""Backups in a folder or a bucket: what is stored, kept, deleted, read back, and encrypted."""

import json
import os
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
import zstandard
from pyrage import x25519

from blog.bucket_settings import Bucket
from operations import databases
from operations.backup_error import BackupError
from operations.backups import backup_repository, backup_writing
from operations.backups.backup_repository import BackupRepository
from operations.backups.backup_retention import Retention, kept_records
from operations.backups.backup_targets import BackupTarget, chosen_record, open_for_writing
from operations.backups.backup_writing import BackupWriter, write_backup, write_backup_file
from operations.backups.collecting import collect
from operations.backups.opening import opened_backup
from operations.backups.records import BackupRecord, new_name
from operations.backups.secrets import BackupSecrets
from operations.backups.verifying import verify_all

NOTHING = BackupSecrets()
PASSWORD = BackupSecrets(password="correct horse battery")
# The public key of a place with this password, and its `key.age`, whose scrypt has fewer rounds
# than a real one.
PUBLIC_KEY = "age106cjl8spuyknkut0qylz74pw0wtg68u37wdyannttykfvwhjhf9sccfvtw"
KEY_AGE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBDcUx0Yjh4MEVneC9FSFlkUnJGOFRRIDEwCnNGcW4wcGl4SU"
    "ZiYWNmakRtZzI1UTlxMDFxRFFXS3dzMnE2cnduMFZOUkkKLS0tIDcvN2oxbzVZUzM0bGUwTWRhR1ROUVJxYlk1WkRy"
    "dVNxbC9mL1NWNWh2K00K6hMWXCY9qoq6lqr3/MZHmWs+vLrIsjFY+tn8g2PmA8WLNzvy8xpCftFfFbcfBfT2nVwqfc"
    "8yQ03/sc8yLUC8P1j+exuO9IoAoLbfA8HgeF0msbts0lU6htAr4b8MM1y2jNGgdjxmAxselQ=="
)
PIECE = 1 << 16  # bytes, instead of 4 MiB
TODAY = datetime(2020, 12, 1, 12, tzinfo=UTC)


class OneTable:
    """In place of the database, which other tests back up."""

    kind = "postgresql"
    rows = b"1\t2\n" * 50

    def dump(self, folder):
        (folder / "table.copy").write_bytes(self.rows)
        facts = {"columns": ["a", "b"], "rows": self.rows.count(b"\n")}
        return {"kind": self.kind, "migrations": [], "tables": {"table": facts}, "sequences": {}}


@pytest.fixture
def data(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(databases, "database_copier", OneTable)
    for module in (backup_writing, backup_repository):
        monkeypatch.setattr(module, "PIECE", PIECE)
    settings.DATA = tmp_path / "data"
    uploads = settings.DATA / "uploads"
    uploads.mkdir(parents=True)
    (uploads / "图.png").write_bytes(os.urandom(5_000))
    (uploads / "large.bin").write_bytes(os.urandom(2 * PIECE + 1_000))
    (settings.DATA / "secret_key").write_text("secret")
    return settings.DATA


@pytest.fixture
def place(tmp_path, data):
    return tmp_path / "backups"


def opened(place, secrets=NOTHING):
    return open_for_writing(BackupTarget(str(place)), secrets)


def written(place, secrets=NOTHING):
    return write_backup(opened(place, secrets), with_key=False)


def restored(target, into, secrets=NOTHING, **options):
    with opened_backup(BackupTarget.parse(str(target)), secrets, **options) as found:
        found.extract(into)
    return {str(f.relative_to(into)): f.read_bytes() for f in into.rglob("*") if f.is_file()}


def files_of(data):
    files = {f"uploads/{path.name}": path.read_bytes() for path in data.glob("uploads/*")}
    return {**files, "database/table.copy": OneTable.rows}


def pieces(place):
    return [path for path in place.glob("content/*/*") if path.is_file()]


def grow_old(place, days=2):
    for path in place.rglob("*"):
        moment = path.stat().st_mtime - days * 86_400
        os.utime(path, (moment, moment))


# What is stored


def test_content_is_stored_once_and_a_run_copies_only_what_is_new(place, data, tmp_path):
    first = written(place)
    assert first.files == 3
    assert first.new == first.stored > 2 * PIECE
    before = pieces(place)
    (data / "uploads/copy.bin").write_bytes((data / "uploads/large.bin").read_bytes())
    with (data / "uploads/large.bin").open("r+b") as file:
        file.seek(PIECE + 5)
        file.write(b"changed")
    second = written(place)
    assert PIECE < second.new < PIECE + 5_000  # the changed piece, and the manifest
    assert len(pieces(place)) == len(before) + 2
    assert restored(place, tmp_path / "out") == files_of(data)
    first_files = restored(f"{place}@{first.name}", tmp_path / "first")
    assert "uploads/copy.bin" not in first_files
    assert all(oct(path.stat().st_mode & 0o077) == "0o0" for path in pieces(place))


def test_a_file_that_did_not_change_is_not_read_again(place, data, monkeypatch):
    written(place)
    read, add = [], BackupWriter.add_content

    def note(self, file, modified):
        read.append(file.name)
        return add(self, file, modified)

    monkeypatch.setattr(BackupWriter, "add_content", note)
    written(place)
    assert [Path(name).name for name in read] == ["table.copy"]


def test_an_interrupted_backup_is_gone_on_with(place, data, monkeypatch):
    def fail(*given):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(BackupRepository, "write_inventory", fail)
        with pytest.raises(OSError, match="No space"):
            written(place)
    assert opened(place).records() == []
    assert not list(place.glob("running/*"))
    assert written(place).new < 5_000


def test_a_newer_format_is_refused(place, data):
    written(place)
    file = place / "longwave-backups.json"
    file.write_text(file.read_text().replace('"format": 1', '"format": 9'))
    with pytest.raises(BackupError, match="newer version"):
        opened(place)


# What is kept


def record_of(moment, verified=True):
    made = moment.isoformat()
    record = BackupRecord(new_name(moment), made, "", False, False, 1, 1, 1, 1, [], "")
    return record.as_verified(moment if verified else None)


def test_the_newest_of_days_weeks_and_months_are_kept():
    records = [record_of(TODAY - timedelta(hours=12 * n)) for n in range(1000)]
    names = kept_records(records, Retention())
    kept = [chosen.moment for chosen in records if chosen.name in names]
    assert {(TODAY - moment).days for moment in kept} >= {0, 1, 2, 3, 4, 5, 6}
    assert 17 <= len(kept) <= 23
    assert TODAY - kept[-1] > timedelta(days=300)
    assert kept_records(records, Retention(0, 0, 0)) == {records[0].name}
    # One that failed to be read back takes no place of a good one
    bad = [replace(record, verified="") for record in records[:4]]
    few = kept_records([*bad, *records[4:]], Retention(1, 0, 0))
    assert few == {bad[0].name, records[4].name}
    assert kept_records(bad, Retention(0, 0, 0)) == {bad[0].name}


def test_what_no_backup_names_is_collected_but_never_beside_a_running_backup(place, data):
    first = written(place)
    (data / "uploads/large.bin").write_bytes(b"short")
    second = written(place)
    repository = opened(place)
    old = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    repository.delete_record(first)
    repository.write_record(replace(first, made=old, name="2020-01-01T00-00-00-000000Z"))
    before = len(pieces(place))
    with repository.marked_as_running():
        assert collect(repository, Retention(1, 0, 0)) == (0, 0, 0)
    with pytest.raises(BackupError):  # the inventory of a backup is missing: nothing is deleted
        collect(repository, Retention(9, 9, 9))
    assert collect(repository, Retention(1, 0, 0)).backups == 1
    assert len(pieces(place)) == before  # what is young stays
    grow_old(place)
    (place / "running").mkdir(exist_ok=True)
    (place / "running/killed").write_bytes(b"")
    grow_old(place / "running")
    assert collect(repository, Retention(1, 0, 0)).files >= 3
    assert not (place / "running/killed").exists()
    verify_all(repository, chosen_record(repository, ""), place.parent / "work")
    assert chosen_record(repository, "").name == second.name


# Reading back


def test_damage_is_found_said_and_healed_by_the_next_backup(place, data, tmp_path):
    record = written(place)
    repository = opened(place)
    damaged = max(pieces(place), key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    with pytest.raises(BackupError, match="damaged or incomplete"):
        verify_all(repository, record, tmp_path / "work")
    assert not damaged.exists()
    assert not repository.records()[0].verified
    with pytest.raises(BackupError, match="is missing"):
        restored(place, tmp_path / "out")
    left = restored(place, tmp_path / "rest", skip_damaged=True)
    assert {*left} == {"database/table.copy", "uploads/图.png"}
    assert written(place).verified
    assert restored(place, tmp_path / "healed") == files_of(data)
    assert verify_all(repository, record, tmp_path / "work").verified


def test_dates_choose_the_newest_backup_before_their_end(place, data):
    repository = opened(place)
    moments = [datetime(2026, 11, day, 3, 0, 7, tzinfo=UTC) for day in (1, 2, 3)]
    for moment in moments:
        repository.write_record(record_of(moment))
    wanted = {"": 3, "2026-11-02": 2, "2026-11-02T10:59": 1, "2026-11-02T11:00": 2, "2027-01-01": 3}
    for date, day in wanted.items():
        assert chosen_record(repository, date).moment.day == day, date
    for date, said in (("2026-10-01", "2026-11-03 11:00:07"), ("tomorrow", "is no date")):
        with pytest.raises(BackupError, match=said):
            chosen_record(repository, date)


# Encryption


def test_a_public_key_writes_and_only_the_private_key_reads(place, data, tmp_path):
    private = x25519.Identity.generate()
    public = BackupSecrets(public_key=str(private.to_public()))
    key = BackupSecrets(public.public_key, private_key=f"# a comment\n{private}\n")
    key = replace(key, password="", public_key=public.public_key)
    record = written(place, public)
    assert record.is_encrypted
    assert written(place, public).new < 5_000
    stored = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert OneTable.rows not in stored
    assert "图.png".encode() not in stored
    with pytest.raises(BackupError, match="LONGWAVE_BACKUP_KEY_FILE"):
        restored(place, tmp_path / "out", public)
    assert restored(place, tmp_path / "out", key) == files_of(data)
    other = replace(key, private_key=str(x25519.Identity.generate()))
    with pytest.raises(BackupError, match="is not that of the backups"):
        restored(place, tmp_path / "out2", other)
    for wrong in (NOTHING, BackupSecrets(public_key=str(x25519.Identity.generate().to_public()))):
        with pytest.raises(BackupError, match="another key"):
            written(place, wrong)
    # Other programs read it too: age -d | zstd -d
    packed = pyrage.decrypt(pieces(place)[0].read_bytes(), [private])
    zstandard.ZstdDecompressor().decompress(packed)


def test_a_password_encrypts_a_place(place, data, tmp_path):
    place.mkdir()
    (place / "key.age").write_bytes(KEY_AGE)
    about = {"format": 1, "public_key": PUBLIC_KEY}
    (place / "longwave-backups.json").write_text(json.dumps(about))
    written(place, PASSWORD)
    assert not any(OneTable.rows in path.read_bytes() for path in pieces(place))
    assert restored(place, tmp_path / "out", PASSWORD) == files_of(data)
    wrong = BackupSecrets(password="wrong horse battery")
    for secrets, said in ((NOTHING, "LONGWAVE_BACKUP_PASSWORD"), (wrong, "The password is not")):
        for act in (
            lambda by: restored(place, tmp_path / "out2", by),
            lambda by: written(place, by),
        ):
            with pytest.raises(BackupError, match=said):
                act(secrets)
    assert not (tmp_path / "out2").exists()
    with pytest.raises(BackupError, match="10 signs"):
        written(tmp_path / "short", BackupSecrets(password="short"))


def test_a_file_is_encrypted_and_a_place_stays_as_it_was_begun(place, data, tmp_path):
    private = x25519.Identity.generate()
    secrets = BackupSecrets(public_key=str(private.to_public()), private_key=str(private))
    file = tmp_path / "b.tar"
    write_backup_file(file, secrets, with_key=True)
    assert OneTable.rows not in file.read_bytes()
    files = restored(file, tmp_path / "out", secrets)
    assert files == {**files_of(data), "secret_key": b"secret"}
    with pytest.raises(BackupError, match="LONGWAVE_BACKUP_KEY_FILE"):
        restored(file, tmp_path / "out2")
    written(place)
    with pytest.raises(BackupError, match="are not encrypted"):
        written(place, secrets)


# Buckets


def test_a_bucket_has_the_same_backups(s3_server, data, settings, tmp_path):
    provider = Bucket(s3_server, "", "path", "us-east-1")
    settings.BACKUPS = settings.BACKUPS._replace(provider=provider, key="key", secret="secret")
    target = BackupTarget("s3://backups/of/blog")
    store = target.store()
    with pytest.raises(OSError, match="There is no such bucket: see LONGWAVE_BACKUP_S3"):
        written(target.place)
    store.client.create_bucket(Bucket="backups")
    first = written(target.place)
    assert written(target.place).new < 5_000
    assert restored(target.place, tmp_path / "out") == files_of(data)
    (data / "uploads/large.bin").unlink()
    written(target.place)
    repository = opened(target.place)
    verify_all(repository, chosen_record(repository, ""), tmp_path / "work")
    assert len(repository.records()) == 3
    assert collect(repository, Retention()) == (0, 0, 0)
    assert {item.name.partition("/")[0] for item in store.items("")} >= {"content", "backups"}
    repository.delete_record(first)
    assert len(repository.records()) == 2
