"""manage.py export: writes everything on the site as files."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from tqdm import tqdm

from accounts import audit
from static_site.command_line import add_static_arguments, write_static_site
from static_site.static_options import StaticSiteError
from transfer.export.export_options import ExportOptions
from transfer.export.export_progress import ExportProgress
from transfer.export.formats import add_format_arguments, export_in_format
from transfer.export.site_export import ExportReport, export_site
from transfer.export.targets import ExportRefused, open_target

PATH_HELP = (
    "a folder, or a file that ends in .zip; with --format a file of that format, or a folder for "
    "several articles as PDF"
)


class ExportBar(ExportProgress):
    """On the terminal. Nothing is shown if the output goes to a file."""

    def batches(self, batches: Iterator[list[int]], number: int) -> Iterable[list[int]]:
        with tqdm(total=number, desc="Exporting", unit=" articles", disable=None) as bar:
            for batch in batches:
                yield batch
                bar.update(len(batch))


class Command(BaseCommand):
    help = (
        "Write everything as files: one folder for each article, with Markdown, front matter, "
        "pictures and drafts; pages, topics, tags, series, redirects, settings. import_articles "
        "reads all of it again, here or on another site. With --static: the public site as files "
        "for any static host."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("path", type=Path, help=PATH_HELP)
        add("--history", action="store_true", help="also all earlier texts")
        add("--trash", action="store_true", help="also articles in the trash")
        add(
            "--force",
            action="store_true",
            help="write among other files, or replace a .zip; no other file is removed",
        )

        add_format_arguments(parser)
        add("--static", action="store_true", help="the public site, for any static host")
        add_static_arguments(parser)

    def handle(self, *args: Any, path: Path, force: bool, **options: Any) -> None:
        if options["static"]:
            self.write_static(path, options, force)
        elif options["format"]:
            self.write_format(path, options, force)
        else:
            self.write_everything(path, options, force)
        audit.record(None, audit.Action.EXPORTED, path=path)

    def write_everything(self, path: Path, options: dict[str, Any], force: bool) -> None:
        chosen = ExportOptions(trash=options["trash"], history=options["history"])
        try:
            with open_target(path, force=force) as target:
                report = export_site(target, chosen, ExportBar())
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error
        self.tell(report, path)

    def write_static(self, path: Path, options: dict[str, Any], force: bool) -> None:
        if options["format"]:
            raise CommandError(gettext("Choose --static or another form, not both."))
        try:
            write_static_site(self.stdout, path, options | {"keeps_others": force})
        except StaticSiteError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error

    def write_format(self, path: Path, options: dict[str, Any], force: bool) -> None:
        watch = partial(tqdm, desc="Exporting", unit=" articles", disable=None)
        try:
            lines = export_in_format(path, options, force=force, watch=watch)
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error
        self.stdout.write("\n".join(lines))

    def tell(self, report: ExportReport, path: Path) -> None:
        text = gettext("%(path)s: %(articles)d articles, %(pages)d pages, %(files)d files")
        self.stdout.write(text % {"path": path, **vars(report)})
        for name in report.missing:
            missing = gettext("%(name)s is listed in the library, but its file is not there.")
            self.stdout.write(missing % {"name": name})


def unwritable(path: Path, error: OSError) -> str:
    words = {"path": error.filename or path, "reason": error.strerror}
    return gettext("%(path)s cannot be written: %(reason)s.") % words
