"""Reads a backup back: all that it names is there, and what is read is what was written."""

import shutil
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from operations import databases
from operations.backup_error import BackupError
from operations.backups.backup_reading import RepositoryBackup
from operations.backups.backup_repository import BackupRepository, piece_name
from operations.backups.manifest import DAMAGED
from operations.backups.records import BackupRecord, Inventory

MOST_NAMED = 3


def verify_backup(
    repository: BackupRepository,
    record: BackupRecord,
    work: Path,
    *,
    deep: Collection[str] | None = None,
) -> None:
    """Raise BackupError if a restore would fail.

    The sizes of all pieces are compared, and those in `deep` are read; None for all. The database
    is put together in the folder `work`, and checked as a restore would, if the key is known.
    """
    inventory = repository.inventory(record)
    require_all(inventory, repository.stored_pieces())
    for digest in inventory if deep is None else deep:
        reread_piece(repository, digest, inventory)
    if repository.cipher.is_readable:
        check_copied_database(RepositoryBackup(repository, record), inventory, work)


def verify_all(repository: BackupRepository, record: BackupRecord, work: Path) -> BackupRecord:
    """Read all of a backup, and store in its record whether it is good.

    What is damaged is deleted: the next backup stores it anew if the site still has it. Raises
    BackupError then.
    """
    try:
        verify_backup(repository, record, work)
    except BackupError:
        repository.write_record(record.as_verified(None))
        delete_damaged(repository, record)
        raise
    verified = record.as_verified(datetime.now(UTC))
    repository.write_record(verified)
    return verified


def delete_damaged(repository: BackupRepository, record: BackupRecord) -> None:
    inventory = repository.inventory(record)
    for digest in inventory:
        try:
            reread_piece(repository, digest, inventory)
        except BackupError:
            repository.store.delete(piece_name(digest))


def require_all(inventory: Inventory, stored: dict[str, int]) -> None:
    wrong = [digest for digest, piece in inventory.items() if stored.get(digest) != piece.size]
    if wrong:
        named = ", ".join(map(piece_name, wrong[:MOST_NAMED]))
        raise BackupError(DAMAGED.format(f"{len(wrong)} pieces are missing or too short ({named})"))


def reread_piece(repository: BackupRepository, digest: str, inventory: Inventory) -> None:
    """Compare what is stored, and its content if the key is known."""
    stored, piece = repository.read_stored(digest)
    if piece != inventory[digest]:
        raise BackupError(DAMAGED.format(f"{piece_name(digest)} is not what was written"))
    if repository.cipher.is_readable:
        repository.opened_piece(digest, stored)


def check_copied_database(backup: RepositoryBackup, inventory: Inventory, work: Path) -> None:
    manifest = backup.manifest
    if any(digest not in inventory for file in manifest.files.values() for digest in file.digests):
        raise BackupError(DAMAGED.format("its inventory lacks pieces of its files"))
    try:
        backup.extract(work, "database")
        databases.check_copy(work / "database", manifest.database)
    finally:
        shutil.rmtree(work, ignore_errors=True)
