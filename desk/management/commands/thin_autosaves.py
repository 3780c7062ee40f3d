"""Thins out what was saved automatically. The server of `manage.py start` does so itself."""

from typing import Any

from django.core.management.base import BaseCommand

from desk.writing.thinning import thin_autosaves


class Command(BaseCommand):
    help = "Thin out autosaves: all of today stay, then one an hour for a week, then one a day."

    def handle(self, *args: Any, **options: Any) -> None:
        number = thin_autosaves()
        self.stdout.write(f"Deleted {number} autosaves.")
