"""Opens a backup to be restored: of a folder, a bucket or a file, also of an older version."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from operations.backup_error import BackupError
from operations.backups.backup_reading import RepositoryBackup
from operations.backups.backup_repository import PLACE
from operations.backups.backup_targets import BackupTarget, chosen_record, open_for_reading
from operations.backups.former_archive import open_archive
from operations.backups.manifest import Manifest
from operations.backups.secrets import BackupSecrets

NO_FILE = "There is no backup {}."


class SiteBackup(Protocol):
    @property
    def manifest(self) -> Manifest: ...

    def extract(self, into: Path, folder: str = "") -> None:
        """Write the files, or those of one folder, below `into`. Raise BackupError if damaged."""


@contextmanager
def opened_backup(
    target: BackupTarget, secrets: BackupSecrets, *, skip_damaged: bool = False
) -> Iterator[SiteBackup]:
    """Raises BackupError, also while the block reads it."""
    if not target.is_bucket and not target.path.exists():
        raise BackupError(NO_FILE.format(target.path))
    if target.is_file and not is_packed(target.path):
        with open_archive(target.path) as former:
            yield former
    else:
        with open_for_reading(target, secrets) as repository:
            record = chosen_record(repository, target.date)
            yield RepositoryBackup(repository, record, skip_damaged=skip_damaged)


def is_packed(path: Path) -> bool:
    """Whether a file is a backup as this version writes it, which begins with its key or place."""
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
    except (tarfile.TarError, EOFError):
        return False
    return first is not None and first.name in (PLACE, "key.age")


def is_backup_file(path: Path) -> bool:
    if is_packed(path):
        return True
    try:
        with open_archive(path):
            return True
    except BackupError:
        return False
