"""manage.py restore: replaces the data of the site by a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from accounts import audit
from operations.backup_error import BackupError
from operations.site_restore import restore_backup

IN_BUCKET = (
    "Pictures and files are in the bucket of LONGWAVE_MEDIA_S3, which was not changed. If the "
    "backup had some, they are in the data folder: manage.py move_media --to s3. Then see what is "
    "missing: manage.py check_media"
)


class Command(BaseCommand):
    help = (
        "Put what `manage.py backup` wrote in place of the data of the site, which must not run. "
        "What is there is kept as a backup of its own first. A backup of an older version is "
        "brought up to date."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - they would check the data that is replaced

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file of the backup")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(options["file"].absolute(), self.stdout.write)
        except (BackupError, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        audit.record(
            None, audit.Action.BACKUP_RESTORED, file=options["file"].name, made=manifest.made
        )
        if settings.MEDIA_STORAGE == "s3":
            self.stdout.write(IN_BUCKET)
        self.stdout.write(f"The site is what it was at {manifest.made}. Start it: make run")
