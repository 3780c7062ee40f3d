"""manage.py sync: keeps a folder and the site equal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from sync.locking import SyncRuns
from sync.passes import FolderMissing, ManyGone, sync_folder
from sync.problems import problem_in_words
from sync.sync_options import SyncOptions
from sync.sync_report import SyncReport
from sync.watching import watch_folder
from transfer.management.import_arguments import add_import_arguments, find_author


class Command(BaseCommand):
    help = (
        "Keep a folder of Markdown files and the site equal, both ways: a vault of Obsidian, a git "
        "checkout, or an empty folder, which gets all articles. With --watch, a saved file is on "
        "the site at once, and an edit at the desk in its file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("folder", type=Path)
        add("--watch", action="store_true", help="go on until Ctrl+C, whatever changes where")
        add("--poll", action="store_true", help="watch a folder that another machine changes")
        add_import_arguments(parser)
        add("--by", metavar="USERNAME", help="who synchronizes, with the permissions of this user")
        add("--ignore", action="append", default=[], metavar="PATTERN", help="leave these out")
        add("--new-files", default="", metavar="FOLDER", help="where new articles get their files")
        add("--no-new-files", action="store_true", help="articles without a file get none")
        add(
            "--delete-many",
            action="store_true",
            help="also if over 20 files are gone at once, or all",
        )

    def handle(self, *args: Any, folder: Path, **given: Any) -> None:
        if not folder.is_dir():
            raise CommandError(
                gettext("%(path)s is no folder. Make it, or give another one.") % {"path": folder}
            )
        options = options_of(folder, given)
        if given["watch"]:
            watch_folder(options, tell=self.tell, polls=given["poll"])
            return
        try:
            self.tell(sync_folder(options))
        except (FolderMissing, ManyGone, SyncRuns) as error:
            raise CommandError(problem_in_words(error)) from error

    def tell(self, report: SyncReport) -> None:
        self.stdout.write(str(report))


def options_of(folder: Path, given: dict[str, Any]) -> SyncOptions:
    inside = (folder.resolve() / given["new_files"]).resolve()
    if not inside.is_relative_to(folder.resolve()):
        raise CommandError(
            gettext("%(path)s is not in the folder: name one in it.") % {"path": given["new_files"]}
        )
    return SyncOptions(
        root=folder.resolve(),
        author=find_author(given["author"]),
        by=find_author(given["by"]) if given["by"] else None,
        ignore=tuple(given["ignore"]),
        new_files=None if given["no_new_files"] else given["new_files"],
        deletes_many=given["delete_many"],
        dates_of_files=given["dates_of_files"],
        topic=given["topic"],
        folders=given["folders"],
    )
