"""Deletes backups that are not kept, and content that no backup names.

A backup that is being written has a file in `running/`, which it writes before it looks what is
stored. While there is one, nothing is deleted. Content that is younger than a day stays: it may be
of a backup that was interrupted, which goes on with it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from operations.backups.backup_repository import RUNNING, BackupRepository, inventory_name
from operations.backups.backup_retention import Retention, kept_records
from operations.backups.stores import StoredItem

YOUNG = FORGOTTEN = timedelta(days=1)  # the second for marks of backups that were killed
BATCH = 100  # files that are deleted between two looks at `running/`


class Collected(NamedTuple):
    """Numbers of backups and of files, and the bytes of those files."""

    backups: int = 0
    files: int = 0
    size: int = 0


def collect(repository: BackupRepository, retention: Retention) -> Collected:
    """Delete what is not kept. Deletes nothing while a backup is written."""
    if not repository.store.has_listing or is_written(repository):
        return Collected()
    records = repository.records()
    kept = kept_records(records, retention)
    former = [record for record in records if record.name not in kept]
    for record in former:
        repository.delete_record(record)
    files, size = delete_unnamed(repository)
    return Collected(len(former), files, size)


def is_written(repository: BackupRepository) -> bool:
    """Whether a backup is being written. Old marks are deleted."""
    since, found = (datetime.now(UTC) - FORGOTTEN).timestamp(), False
    for item in repository.store.items(RUNNING):
        if item.modified < since:
            repository.store.delete(item.name)
        else:
            found = True
    return found


def delete_unnamed(repository: BackupRepository) -> tuple[int, int]:
    number = size = 0
    for item in list(unnamed_items(repository)):
        if number % BATCH == 0 and is_written(repository):
            break
        repository.store.delete(item.name)
        number, size = number + 1, size + item.size
    return number, size


def unnamed_items(repository: BackupRepository) -> Iterator[StoredItem]:
    """Old pieces and inventories that no record needs.

    An inventory that cannot be read raises BackupError: nothing is deleted then.
    """
    records, before = repository.records(), (datetime.now(UTC) - YOUNG).timestamp()
    named = {digest for record in records for digest in repository.inventory(record)}
    inventories = {inventory_name(record.name) for record in records}
    for item in repository.store.items("content/"):
        if item.modified < before and item.name.rpartition("/")[2] not in named:
            yield item
    for item in repository.store.items("inventories/"):
        if item.modified < before and item.name not in inventories:
            yield item
