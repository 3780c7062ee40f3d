"""Backs a site up: the database, uploads, a theme, fonts; the secret key on wish.

The database is copied before the uploads, so that the backup has each upload that it refers to.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.conf import settings

from operations import databases
from operations.backup_error import BackupError
from operations.backups.backed_up_files import KEY_FILE, site_files
from operations.backups.backup_repository import PIECE, BackupRepository
from operations.backups.backup_targets import NO_FOLDER
from operations.backups.folder_store import fsync_folder
from operations.backups.manifest import FileEntry, Manifest
from operations.backups.opening import is_backup_file
from operations.backups.records import BackupRecord, Inventory, inventory_size, new_name
from operations.backups.secrets import BackupSecrets
from operations.backups.tar_store import TarStore
from operations.backups.verifying import verify_all, verify_backup
from operations.software import software_versions

WORK = ".backup-"
FORGOTTEN = timedelta(days=1)  # after which the folder of a backup that was killed is removed


def write_backup(
    repository: BackupRepository, *, with_key: bool, read_all: bool = False
) -> BackupRecord:
    """Write a backup, and read back what is new; with `read_all` also what is there from before.

    Raises BackupError, OSError or DatabaseError.
    """
    with repository.marked_as_running(), backup_work_folder() as work:
        writer = BackupWriter(repository)
        record = writer.write(work, with_key=with_key)
        if read_all:
            return verify_all(repository, record, work / "read")
        verify_backup(repository, record, work / "read", deep=writer.added)
        record = record.as_verified(datetime.now(UTC))
        repository.write_record(record)
    return record


def write_backup_file(
    file: Path, secrets: BackupSecrets, *, with_key: bool, overwrite: bool = False
) -> BackupRecord:
    """Write a backup to one file, which gets its name when it was read back."""
    check_destination(file, overwrite)
    with (
        TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as made,
        backup_work_folder() as work,
    ):
        part = Path(made, file.name)
        with TarStore(part, is_new=True) as store:
            repository = BackupRepository.create(store, secrets)
            record = BackupWriter(repository).write(work, with_key=with_key)
        with TarStore(part) as store:
            verify_backup(BackupRepository(store, repository.cipher), record, work / "read")
        os.replace(part, file)
    fsync_folder(file.parent)
    return record


def check_destination(file: Path, overwrite: bool) -> None:
    if not file.parent.is_dir():
        raise BackupError(NO_FOLDER.format(file.parent))
    if file.is_symlink() or file.exists():
        if not overwrite:
            raise BackupError(f"{file} is there already: choose another name, or say --overwrite.")
        if not is_backup_file(file):
            raise BackupError(f"{file} is no backup of Longwave, and stays as it is.")


class BackupWriter:
    """`known` is what an earlier backup says of the pieces, `stored` what is really there, `added`
    the pieces that this one has written."""

    def __init__(self, repository: BackupRepository) -> None:
        self.repository = repository
        self.stored = repository.stored_pieces()
        self.known, self.former = former_backup(repository)
        self.inventory: Inventory = {}
        self.added: set[str] = set()

    def write(self, work: Path, *, with_key: bool) -> BackupRecord:
        moment = datetime.now(UTC)
        (work / "database").mkdir()
        facts = databases.database_copier().dump(work / "database")
        manifest = Manifest(
            facts, made=moment.isoformat(timespec="seconds"), software=software_versions()
        )
        for name, path in site_files(work, with_key=with_key):
            manifest.files[name] = self.add_file(path, self.former.get(name))
        shutil.rmtree(work / "database")
        return self.write_record(manifest, moment)

    def write_record(self, manifest: Manifest, moment: datetime) -> BackupRecord:
        repository, name = self.repository, new_name(moment)
        text = manifest.to_json()
        parts = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        digests = [self.add_piece(part) for part in parts]
        record = BackupRecord(
            name=name,
            made=moment.isoformat(timespec="seconds"),
            version=manifest.software["longwave"],
            is_encrypted=bool(repository.cipher.public_key),
            has_key=KEY_FILE in manifest.files,
            files=len(manifest.files),
            size=manifest.size,
            stored=inventory_size(self.inventory),
            new=sum(self.inventory[digest].size for digest in self.added),
            manifest=digests,
            inventory=repository.write_inventory(name, self.inventory),
        )
        repository.write_record(record)
        return record

    def add_file(self, path: Path, former: FileEntry | None) -> FileEntry:
        """A file that has its size and its time since the last backup is not read again."""
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if former and is_unchanged(former, about) and all(map(self.keep_piece, former.digests)):
                return former
            return self.add_content(file, about.st_mtime_ns)

    def add_content(self, file: BinaryIO, modified: int) -> FileEntry:
        whole, size = sha256(), 0
        pieces: list[str] = []
        while (data := file.read(PIECE)) or not pieces:
            whole.update(data)
            size += len(data)
            pieces.append(self.add_piece(data))
        return FileEntry(
            size, whole.hexdigest(), tuple(pieces) if len(pieces) > 1 else (), modified
        )

    def add_piece(self, data: bytes) -> str:
        digest = sha256(data).hexdigest()
        if not (self.keep_piece(digest) or self.adopt_piece(digest)):
            self.inventory[digest] = self.repository.write_piece(digest, data)
            self.added.add(digest)
        return digest

    def keep_piece(self, digest: str) -> bool:
        """Whether it is stored already, as an earlier backup says."""
        piece = self.inventory.get(digest) or self.known.get(digest)
        if piece is None or (digest not in self.added and self.stored.get(digest) != piece.size):
            return False
        self.inventory[digest] = piece
        return True

    def adopt_piece(self, digest: str) -> bool:
        """Use what a backup has stored that was interrupted, if it is complete."""
        if digest not in self.stored or not self.repository.cipher.is_readable:
            return False
        try:
            self.repository.read_piece(digest)
            self.inventory[digest] = self.repository.read_stored(digest)[1]
        except BackupError:
            return False
        return True


def is_unchanged(former: FileEntry, about: os.stat_result) -> bool:
    return (former.size, former.modified) == (about.st_size, about.st_mtime_ns)


def former_backup(repository: BackupRepository) -> tuple[Inventory, Mapping[str, FileEntry]]:
    """The pieces and, if they can be read, the files of the newest backup that is not damaged."""
    for record in repository.records():
        with suppress(BackupError):
            inventory = repository.inventory(record)
            is_readable = repository.cipher.is_readable
            return inventory, repository.manifest(record).files if is_readable else {}
    return {}, {}


@contextmanager
def backup_work_folder() -> Iterator[Path]:
    """A private folder for the copied database, in the data folder."""
    remove_forgotten(settings.DATA)
    with TemporaryDirectory(prefix=WORK, dir=settings.DATA) as made:
        yield Path(made)


def remove_forgotten(data: Path) -> None:
    since = (datetime.now(UTC) - FORGOTTEN).timestamp()
    for folder in data.glob(f"{WORK}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < since:
                shutil.rmtree(folder, ignore_errors=True)
