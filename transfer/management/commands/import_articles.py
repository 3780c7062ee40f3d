"""manage.py import_articles: imports a folder of Markdown files."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import connection
from tqdm import tqdm

from articles.models import User
from articles.models.markdown import Dialect
from transfer.importer import import_folder

MANY = 500  # articles


class Command(BaseCommand):
    help = (
        "Import a folder of Markdown files with their pictures: those of Hexo, Hugo, Jekyll, "
        "Pelican and MkDocs, or plain ones. Importing it again brings in what changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="the folder, its subfolders too; or one Markdown file"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="print the report, but write nothing"
        )
        parser.add_argument(
            "--author",
            metavar="USERNAME",
            help="who wrote the new articles; the first superuser if not given",
        )
        parser.add_argument(
            "--topic", metavar="NAME", help="the topic of articles whose file names none"
        )
        parser.add_argument(
            "--dialect",
            choices=Dialect.values,
            help="the kind of Markdown; recognised from the files if not given",
        )

    @no_translations
    def handle(self, *args: Any, folder: Path, author: str | None, **options: Any) -> None:
        names = [folder.name] if folder.is_file() else []
        if not names and not folder.is_dir():
            raise CommandError(f"{folder} is not a folder: give the one that has the .md files.")
        report = import_folder(
            folder.parent if names else folder,
            names=names,
            author=find_author(author),
            dialect=options["dialect"],
            topic=options["topic"],
            dry_run=options["dry_run"],
            progress=partial(tqdm, desc="Importing", unit=" files", disable=None),
        )
        self.stdout.write(str(report))
        if options["dry_run"]:
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
