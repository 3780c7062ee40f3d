"""manage.py theme check: what in the theme does not fit this version."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.theme_overrides import Theme
from articles.theme_templates import broken_templates
from articles.theme_updates import (
    accept_updates,
    accepted_file,
    is_accepted_file_damaged,
    record_overrides,
    theme_updates,
)
from articles.theme_warnings import theme_warnings

FINE = "The theme fits this version."
DAMAGED = "{file} cannot be read: what the theme overrides now counts as accepted."
ADVICE = "When your files fit these changes, run: manage.py theme check --accept"


class Command(BaseCommand):
    help = "Examine the theme. Exits with 1 if there is something to do."
    requires_system_checks: list[str] = []  # noqa: RUF012 - one of them is this examination

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "verb", choices=["check"], help="list errors, former names, and changes by updates"
        )
        parser.add_argument(
            "--accept", action="store_true", help="the changes by updates are known from now on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if is_accepted_file_damaged():
            self.stdout.write(DAMAGED.format(file=accepted_file()))
        self.remember(accept=options["accept"])
        lines = [*broken_templates(), *theme_warnings(), *Theme().problems()]
        updates = theme_updates()
        for line in lines:
            self.stdout.write(line)
        for update in updates:
            self.stdout.write("\n".join([str(update), *update.diff()]))
        if updates:
            self.stdout.write(ADVICE)
        if lines or updates:
            sys.exit(1)
        self.stdout.write(FINE)

    def remember(self, *, accept: bool) -> None:
        try:
            if accept:
                accept_updates()
            else:
                record_overrides()
        except OSError as error:
            raise CommandError(f"What the theme overrides cannot be recorded: {error}") from error
