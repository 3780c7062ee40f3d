"""manage.py doctor: says how the site is, and what to do."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operations.doctor.examination import Subject, examine_site
from operations.doctor.finding import Finding, State

MARKS = {State.GOOD: "✓", State.NOTE: "·", State.DO: "✗"}


class Command(BaseCommand):
    help = (
        "Say in words how the database, the search index, files, mail, backups and the settings "
        "are, and what to do. Nothing is changed. The exit code is 1 if something is to be done."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - it says itself what is wrong

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="of the sentences",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            tell = self.tell_programs if options["json"] else self.tell_people
            number = tell()
        if number:
            sys.exit(1)

    def tell_people(self) -> int:
        """Write each finding when it is known. Return how many things are to be done."""
        number = 0
        for subject, finding in examine_site():
            number += finding.state == State.DO
            self.stdout.write(f"{MARKS[finding.state]} {subject.title}: {finding.said}")
            if finding.advice:
                self.stdout.write(f"  → {finding.advice}")
        said = ngettext(
            "%(number)s thing is to be done.", "%(number)s things are to be done.", number
        )
        self.stdout.write(said % {"number": number} if number else _("Nothing is to be done."))
        return number

    def tell_programs(self) -> int:
        found = list(examine_site())
        self.stdout.write(json.dumps(list(map(as_object, found)), ensure_ascii=False, indent=1))
        return sum(finding.state == State.DO for _subject, finding in found)


def as_object(found: tuple[Subject, Finding]) -> dict[str, str]:
    subject, finding = found
    of_finding = {"state": finding.state, "said": finding.said, "advice": finding.advice}
    return {"name": subject.name, "title": subject.title, **of_finding}
