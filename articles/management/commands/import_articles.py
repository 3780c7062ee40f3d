"""Import a folder of Markdown files."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.models import User
from articles.models.rendered import Dialect
from articles.transfer.importer import Report, import_folder


class Command(BaseCommand):
    help = (
        "Import a folder of Markdown files from Hexo, Hugo, Jekyll, Pelican or MkDocs. "
        "Running it again changes only what changed in the files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report, but write nothing")
        parser.add_argument("--author", metavar="USERNAME", help="default: the first administrator")
        parser.add_argument("--topic", default="", help="the topic of files that name none")
        parser.add_argument("--dialect", choices=Dialect.values, help="default: recognised")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        report = import_folder(
            folder,
            author=author(options["author"]),
            dialect=options["dialect"],
            topic=options["topic"],
            dry_run=options["dry_run"],
            progress=partial(tqdm, unit=" files", disable=None),
        )
        self.tell(report, dry_run=options["dry_run"])
        done = report.created or report.updated or report.unchanged
        if report.skipped and not done:
            raise CommandError("No file could be imported: see the reasons above.")

    def tell(self, report: Report, *, dry_run: bool) -> None:
        for name, reason in report.skipped:
            self.stdout.write(f"skipped  {name}: {reason}")
        for name, problem in report.problems:
            self.stdout.write(f"look at  {name}: {problem}")
        if not any((report.created, report.updated, report.unchanged, report.skipped)):
            self.stdout.write("There are no Markdown files in the folder.")
        numbers = (
            f"{len(report.created)} created, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged, {len(report.skipped)} skipped"
        )
        self.stdout.write(f"Nothing was written. It would be: {numbers}" if dry_run else numbers)


def author(username: str | None) -> User:
    if username:
        found = User.objects.filter(username=username).first()
        advice = f"There is no user “{username}”. Make one in the admin, or leave --author out."
    else:
        found = User.objects.filter(is_superuser=True).order_by("pk").first()
        advice = "There is no administrator yet. Type: manage.py createsuperuser"
    if found is None:
        raise CommandError(advice)
    return found
