"""Makes the first revision of articles that have none. `manage.py migrate` calls it."""

from typing import Any

from django.core.management.base import BaseCommand

from desk.models import Revision


class Command(BaseCommand):
    help = "Make the first revision of each article that is older than the history."

    def handle(self, *args: Any, **options: Any) -> None:
        number = Revision.objects.record_missing()
        if number and options["verbosity"]:
            self.stdout.write(f"Recorded {number} articles.")
