"""The backups in the place of the settings, for the admin. No password is needed for this."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from operations.backup_error import BackupError
from operations.backups.backup_repository import BackupRepository
from operations.backups.backup_targets import BackupTarget, has_place, open_for_reading
from operations.backups.records import BackupRecord
from operations.backups.secrets import BackupSecrets

NO_SECRETS = BackupSecrets()


@dataclass(frozen=True, slots=True)
class ListedBackups:
    """The newest first. `error` says why the place cannot be read, in English as all errors of
    backups; '' if it can."""

    place: str
    is_on_disk_of_site: bool
    records: list[BackupRecord]
    error: str = ""

    @classmethod
    def read(cls) -> ListedBackups:
        target = BackupTarget(settings.BACKUPS.place)
        records, error = [], ""
        try:
            records = records_of(target)
        except (BackupError, OSError) as problem:
            error = str(problem)
        return cls(target.place, is_on_disk_of_site(target), records, error)


def records_of(target: BackupTarget) -> list[BackupRecord]:
    if not has_backups(target):
        return []
    with open_for_reading(target, NO_SECRETS) as repository:
        return repository.records()


def has_backups(target: BackupTarget) -> bool:
    if target.is_bucket or target.path.is_dir():
        return has_place(target.store())
    return target.path.is_file()


def backup_of_place(name: str) -> tuple[BackupRepository, BackupRecord] | None:
    """A backup by its name, of a folder or a bucket."""
    target = BackupTarget(settings.BACKUPS.place)
    if target.is_file or not has_backups(target):
        return None
    repository = BackupRepository.open(target.store(), NO_SECRETS)
    for record in repository.records():
        if record.name == name:
            return repository, record
    return None


def is_on_disk_of_site(target: BackupTarget) -> bool:
    if target.is_bucket:
        return False
    place = next(path for path in (target.path, *target.path.parents) if path.exists())
    return place.stat().st_dev == Path(settings.DATA).stat().st_dev
