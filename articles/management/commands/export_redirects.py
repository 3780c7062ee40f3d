"""manage.py export_redirects: the redirects of this site for another server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from articles.redirect_files.exporting import exported_redirects
from articles.redirect_files.redirect_forms import CSV, WRITERS


class Command(BaseCommand):
    help = "Print all redirects, those of former addresses of articles included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=WRITERS, default=CSV)

    @no_translations
    def handle(self, *args: Any, format: str, **options: Any) -> None:
        self.stdout.write(exported_redirects(format), ending="")
