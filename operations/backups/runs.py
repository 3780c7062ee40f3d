"""Backs the site up, notes how that ended, and deletes old backups."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError

from accounts import audit
from operations.backups.backup_retention import Retention
from operations.backups.backup_targets import BackupTarget, open_for_writing
from operations.backups.backup_writing import write_backup, write_backup_file
from operations.backups.collecting import Collected, collect
from operations.backups.records import BackupRecord
from operations.backups.secrets import BackupSecrets
from operations.models import BackupRun


class MadeBackup(NamedTuple):
    record: BackupRecord
    collected: Collected = Collected()


def back_up_site(
    target: BackupTarget,
    secrets: BackupSecrets,
    *,
    with_key: bool,
    overwrite: bool = False,
    by_plan: bool = False,
    read_all: bool = False,
) -> MadeBackup:
    """`read_all`: also read what earlier backups stored. A file is always read whole.

    Raises BackupError, OSError or DatabaseError.
    """
    place = str(target.place if target.is_bucket else target.path)
    with noted_run(place, by_plan) as run:
        if target.is_file:
            record = write_backup_file(target.path, secrets, with_key=with_key, overwrite=overwrite)
            made = MadeBackup(record)
        else:
            repository = open_for_writing(target, secrets)
            record = write_backup(repository, with_key=with_key, read_all=read_all)
            made = MadeBackup(record, collect(repository, retention()))
        with suppress(DatabaseError):
            run.note_done(record.name, record.size, record.new)
    audit.record(None, audit.Action.BACKED_UP, file=place)
    return made


def retention() -> Retention:
    found = settings.BACKUPS
    return Retention(found.daily, found.weekly, found.monthly)


@contextmanager
def noted_run(place: str, by_plan: bool) -> Iterator[BackupRun]:
    """Note an error of the block, and raise it. A database that is read-only or broken is told of
    by the backup itself."""
    run = BackupRun(place=place[:1000], by_plan=by_plan)
    with suppress(DatabaseError):
        BackupRun.objects.note_interrupted(run.place)
        run.save()
    try:
        yield run
    except Exception as error:
        with suppress(DatabaseError):
            run.note_failed(str(error))
        raise
