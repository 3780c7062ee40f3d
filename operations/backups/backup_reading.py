"""A backup of a repository -> files."""

import os
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from blog import file_modes
from operations.backup_error import BackupError
from operations.backups.backed_up_files import is_allowed_name
from operations.backups.backup_repository import BackupRepository
from operations.backups.manifest import DAMAGED, Manifest
from operations.backups.records import BackupRecord


class RepositoryBackup:
    """One backup, to be restored. With `skip_damaged`, files that are missing or damaged are left
    out and listed in `left_out`; the database never is.

    Raises BackupError if it cannot be read.
    """

    def __init__(
        self, repository: BackupRepository, record: BackupRecord, *, skip_damaged: bool = False
    ) -> None:
        repository.require_readable()
        self.repository, self.record, self.skip_damaged = repository, record, skip_damaged
        self.left_out: list[str] = []

    @cached_property
    def manifest(self) -> Manifest:
        found = self.repository.manifest(self.record)
        for name in found.files:
            if not is_allowed_name(name):
                raise BackupError(f"A backup of Longwave does not hold {name!r}.")
        return found

    def extract(self, into: Path, folder: str = "") -> None:
        """Write the files, or those of one folder, below `into`.

        No other process may write to `into`.
        """
        for name in self.manifest.files:
            if not folder or name.startswith(f"{folder}/"):
                self.extract_file(name, into / name)

    def extract_file(self, name: str, place: Path) -> None:
        file_modes.make_private_folder(place.parent)
        try:
            self.copy(name, place)
        except BackupError:
            if not self.skip_damaged or name.startswith("database/"):
                raise
            place.unlink(missing_ok=True)
            self.left_out.append(name)

    def copy(self, name: str, place: Path) -> None:
        entry, whole = self.manifest.files[name], sha256()
        with open(place, "xb", opener=file_modes.private_opener) as out:
            for digest in entry.digests:
                data = self.repository.read_piece(digest)
                whole.update(data)
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if whole.hexdigest() != entry.sha256:
            raise BackupError(DAMAGED.format(f"{name} is not what was written"))
        os.utime(place, ns=(entry.modified, entry.modified))
