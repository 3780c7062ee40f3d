"""Publishes scheduled changes whose time has come; the server of `manage.py start` does so too."""

from typing import Any

from django.core.management.base import BaseCommand

from desk.writing.publishing import publish_due


class Command(BaseCommand):
    help = "Publish the scheduled changes whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        number = publish_due()
        self.stdout.write(f"Published {number} articles.")
