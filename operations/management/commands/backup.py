"""manage.py backup: writes a backup of the site, also while it runs."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from accounts import audit
from blog import serving_lock
from operations.backup_error import BackupError
from operations.last_backup import LastBackup
from operations.site_backup import back_up

WITHOUT_BUCKET = (
    "Pictures and files are in the bucket of LONGWAVE_MEDIA_S3, which is not in this backup: let "
    "your provider keep former versions of it, or copy it too."
)


class Command(BaseCommand):
    help = (
        "Write all that would be missed to one file, while the site runs: the database, the "
        "uploads, the secret key, a theme and fonts. The file is read again before it gets its "
        "name, and is its owner's alone. With a name that ends in .gz it is compressed."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - a warning must not stop a backup

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="such as /backups/longwave.tar")
        parser.add_argument(
            "--overwrite", action="store_true", help="put it in place of an older backup"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            serving_lock.hold_shared_lock(settings.DATA)  # no restore may run meanwhile
            manifest = back_up(options["file"].absolute(), overwrite=options["overwrite"])
        except (BackupError, ImproperlyConfigured, OSError, DatabaseError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        file = options["file"].absolute()
        audit.record(None, audit.Action.BACKED_UP, file=file.name)
        LastBackup(str(file), file.stat().st_size, datetime.fromisoformat(manifest.made)).remember()
        size = file.stat().st_size / 2**20
        number = sum(name.startswith("uploads/") for name in manifest.files)
        self.stdout.write(
            f"{options['file']}: {size:.1f} MB, the database and {number} uploads, read again"
        )
        if settings.MEDIA_STORAGE == "s3":
            self.stdout.write(WITHOUT_BUCKET)
