"""Gives rows to covers and imported files of earlier versions. `manage.py migrate` calls it."""

from typing import Any

from django.core.management.base import BaseCommand

from media.buckets import BucketError
from media.checking import wrong_uses
from media.storing.adopting import adopt_files
from media.tasks import clean_former_file


class Command(BaseCommand):
    help = (
        "List covers and imported files of earlier versions in the library, and have them cleaned "
        "in the background. Their addresses stay. It can be broken off and run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = adopt_files()
        except BucketError as error:
            # The site starts all the same.
            self.stderr.write(f"{error} Files of earlier versions: manage.py adopt_files")
            return
        for file in files:
            clean_former_file.enqueue(file.pk)
        if files:
            list(wrong_uses(fix=True))
            if options["verbosity"]:
                self.stdout.write(f"Listed {len(files)} files of earlier versions.")
