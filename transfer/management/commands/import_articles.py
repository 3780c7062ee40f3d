"""manage.py import_articles: imports a folder of Markdown files."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from tqdm import tqdm

from accounts import audit
from articles.models.markdown import Dialect
from media.models import RemoteCopy
from transfer.import_progress import Progress
from transfer.imports import import_path
from transfer.management.import_arguments import add_import_arguments, find_author
from transfer.plan import PlannedFile
from transfer.report import ImportReport
from transfer.table_statistics import update_statistics
from transfer.unpacking import UnknownExport, note_in_words

CHOSEN = (
    *("dry_run", "dialect", "topic", "include", "exclude", "old_address", "dates_of_files"),
    *("folders", "fetch_images", "site_settings"),
)


class ProgressBars(Progress):
    """On the terminal. Nothing is shown if the output goes to a file."""

    def files(self, entries: list[PlannedFile]) -> Iterable[PlannedFile]:
        return tqdm(entries, desc="Importing", unit=" files", disable=None)

    def pictures(self, copies: Iterator[RemoteCopy], number: int) -> Iterable[RemoteCopy]:
        return tqdm(copies, desc="Copying", unit=" pictures", total=number, disable=None)


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
        add_import_arguments(parser)
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
        add("--fetch-images", action="store_true", help="copy pictures of other sites here")
        add(
            "--site-settings",
            action="store_true",
            help="of an export of this system: take over the settings of the site too",
        )

    def handle(self, *args: Any, path: Path, author: str | None, **options: Any) -> None:
        if not path.exists():
            raise CommandError(
                gettext("%(path)s does not exist: give a folder or a file.") % {"path": path}
            )
        try:
            report = import_path(
                path,
                author=find_author(author),
                progress=ProgressBars(),
                **{name: options[name] for name in CHOSEN},
            )
        except UnknownExport as refusal:
            words = note_in_words(refusal.code, refusal.params, gettext)
            raise CommandError(words) from refusal
        self.stdout.write(str(report))
        if options["json"]:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
            options["json"].write_text(text + "\n", encoding="utf-8")
        if options["dry_run"]:
            self.stdout.write(gettext("This was a dry run: nothing was written."))
        else:
            update_statistics(report)
            audit.record(None, audit.Action.IMPORTED, path=path, files=report.imported)
        refuse_failures(report)


def refuse_failures(report: ImportReport) -> None:
    """Raise CommandError if a file could not be imported."""
    if report.failed_completely:
        raise CommandError(gettext("Not one file could be imported; the reasons are above."))
    if report.failed:
        raise CommandError(
            gettext("Some files could not be rendered; they are named above. Import them again.")
        )
