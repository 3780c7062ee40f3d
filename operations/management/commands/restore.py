"""Put a backup in place of the data that is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from operations.refusal import Refusal
from operations.restore import restore


class Command(BaseCommand):
    help = (
        "Put what `manage.py backup` wrote in place of the data of the site, which must not run. "
        "What is there is kept as a backup of its own first. A backup of an older version is "
        "brought up to date."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - they look at what is replaced

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file of the backup")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"].absolute(), self.stdout.write)
        except (Refusal, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write(f"The site is what it was at {manifest.made}. Start it: make run")
