"""Deletes articles and files for ever that have been in the trash for LONGWAVE_TRASH_DAYS."""

from typing import Any

from django.core.management.base import BaseCommand

from desk.writing.erasing import erase_expired
from media.storing import delete_expired


class Command(BaseCommand):
    help = "Delete for ever what has been in the trash for LONGWAVE_TRASH_DAYS days."

    def handle(self, *args: Any, **options: Any) -> None:
        number = erase_expired()
        files = delete_expired()
        self.stdout.write(f"Deleted {number} articles and {files} files for ever.")
