"""manage.py import_articles: imports a folder of Markdown files."""

import json
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from articles.models import User
from articles.models.markdown import Dialect
from transfer.exports import UnknownExport
from transfer.imports import import_path
from transfer.report import ImportReport

MANY = 500  # articles
CHOSEN = (*("dry_run", "dialect", "topic", "include", "exclude", "old_address", "dates_of_files"),)


class Command(BaseCommand):
    help = (
        "Import articles with their pictures and addresses: a folder or a .zip of Markdown files "
        "(Hexo, Hugo, Jekyll, Obsidian …), or the export of another system (WordPress, Ghost …). "
        "Importing it again brings in what changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("path", type=Path, help="a folder, a Markdown file, or an export of another system")
        add("--dry-run", action="store_true", help="print the report, but write nothing")
        add("--json", type=Path, metavar="FILE", help="write the whole report to a file as JSON")
        add("--author", metavar="USERNAME", help="who wrote the new articles; the first superuser")
        add("--topic", metavar="NAME", help="the topic of articles whose file names none")
        add("--dialect", choices=Dialect.values, help="the kind of Markdown; else recognised")
        add(
            "--include",
            action="append",
            default=[],
            metavar="PATTERN",
            help="import only files whose relative path matches, such as posts/*; may be repeated",
        )
        add("--exclude", action="append", default=[], metavar="PATTERN", help="leave these out")
        add(
            "--old-address",
            metavar="PATTERN",
            help="how the old addresses are made, such as /:year/:month/:title.html",
        )
        add(
            "--dates-of-files",
            action="store_true",
            help="an undated article gets the time of its file; else it is a draft",
        )

    def handle(self, *args: Any, path: Path, author: str | None, **options: Any) -> None:
        if not path.exists():
            raise CommandError(f"{path} does not exist: give a folder or a file.")
        try:
            report = import_path(
                path,
                author=find_author(author),
                progress=partial(tqdm, desc="Importing", unit=" files", disable=None),
                **{name: options[name] for name in CHOSEN},
            )
        except UnknownExport as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(report))
        if options["json"]:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
            options["json"].write_text(text + "\n", encoding="utf-8")
        self.conclude(report, is_dry_run=options["dry_run"])

    def conclude(self, report: ImportReport, *, is_dry_run: bool) -> None:
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
        elif len(report.created) >= MANY:
            analyze_tables()
        if report.failed_completely:
            raise CommandError("Not one file could be imported; the reasons are above.")
        if report.failed:
            raise CommandError(
                "Some files could not be rendered; they are named above. Import the folder again."
            )


def analyze_tables() -> None:
    """Update the statistics of PostgreSQL, which autovacuum does a minute later.

    Without them pages of a site that was empty before would take seconds.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def find_author(username: str | None) -> User:
    if username is None:
        user = User.objects.filter(is_superuser=True).order_by("pk").first()
        missing = "Nobody is there to be the author. Run manage.py createsuperuser first."
    else:
        user = User.objects.filter(username=username).first()
        missing = f"There is no user {username}. Create the account in the admin first."
    if user is None:
        raise CommandError(missing)
    return user
