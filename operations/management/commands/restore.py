"""manage.py restore: replaces the data of the site by a backup."""

import errno
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from accounts import audit
from operations.backup_error import BackupError
from operations.backups.backup_targets import BackupTarget
from operations.backups.secrets import BackupSecrets
from operations.restoring.site_restore import restore_backup

IN_BUCKET = (
    "Pictures and files are in the bucket of LONGWAVE_MEDIA_S3, which was not changed. If the "
    "backup had some, they are in the data folder: manage.py move_media --to s3. Then see what is "
    "missing: manage.py check_media"
)
FULL = "The disk is full: {}. Make room, and restore again."


class Command(BaseCommand):
    help = (
        "Put what `manage.py backup` wrote in place of the data of the site, which must not run. "
        "What is there is kept as a backup of its own first. A backup of an older version is "
        "brought up to date, and one of the other database is converted."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - they would check the data that is replaced

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "backup",
            help="FILE, DIR or s3://bucket/prefix; DIR@2026-12-01 is the newest of that day or "
            "before it",
        )
        parser.add_argument(
            "--skip-damaged",
            action="store_true",
            help="restore also if files are missing or damaged in the backup, without them",
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            target = BackupTarget.parse(options["backup"])
            secrets = BackupSecrets.from_environment(may_ask=True)
            manifest = restore_backup(
                target, secrets, self.stdout.write, skip_damaged=options["skip_damaged"]
            )
        except (BackupError, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was changed. {error_text(error)}") from error
        name = target.path.name if target.is_file else target.place
        audit.record(None, audit.Action.BACKUP_RESTORED, file=name, made=manifest.made)
        if settings.MEDIA_STORAGE == "s3":
            self.stdout.write(IN_BUCKET)
        self.stdout.write(f"The site is what it was at {manifest.made}. Start it: make run")


def error_text(error: Exception) -> str:
    is_full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    return FULL.format(error) if is_full else str(error)
