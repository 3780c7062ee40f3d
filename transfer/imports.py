"""Imports whatever is at a path: import_path()."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from articles.models import Redirect
from transfer import unpacking
from transfer.import_progress import SILENT_PROGRESS, Progress
from transfer.importer import import_folder
from transfer.messages import ImportMessage
from transfer.reading.markdown_files import TEXT_ENDINGS
from transfer.report import ImportReport
from transfer.sites import Site, SiteText
from transfer.sites.site import NO_TERMS, FoldersAs, FolderTerms
from transfer.unpacking import UnpackedExport
from transfer.unpacking.folder import REDIRECTS

MARKDOWN = "markdown"  # the system of a .zip of Markdown files


def import_path(path: Path, *, progress: Progress = SILENT_PROGRESS, **chosen: Any) -> ImportReport:
    """Import a folder of Markdown files and notebooks, one such file, or an export.

    `chosen` are the values of ImportOptions. Raises UnknownExport for other files.
    """
    if path.suffix.lower() in TEXT_ENDINGS and path.is_file():
        return import_folder(path.parent, progress=progress, **chosen | {"names": [path.name]})
    if path.is_dir() and not unpacking.recognise(path):
        return import_folder(path, progress=progress, **chosen)
    with tempfile.TemporaryDirectory(prefix="longwave-import-") as name:
        folder = Path(name)
        unpacked = unpacking.unpack_export(path, folder)
        return import_unpacked(folder, unpacked, progress, chosen)


def import_unpacked(
    folder: Path, unpacked: UnpackedExport, progress: Progress, chosen: dict[str, Any]
) -> ImportReport:
    site = None if unpacked.system == MARKDOWN else ExportSite(folder, unpacked)
    dialect = chosen.get("dialect") or unpacked.dialect
    named = chosen | {"name": unpacked.site_name, "dialect": dialect}
    report = import_folder(folder, site=site, progress=progress, **named)
    report.notes += [
        ImportMessage.worded(note.code, unpacking.note_in_words(note.code, note.params, gettext))
        for note in unpacked.notes
    ]
    return report


class ExportSite(Site):
    """The site that an export was made of. Its texts name their old addresses themselves."""

    names_are_numbers = True
    has_own_address = False  # the host may be that of Medium or Yuque

    def __init__(self, folder: Path, unpacked: UnpackedExport) -> None:
        super().__init__(folder, folder)
        self.system = unpacked.system  # type: ignore[misc]
        self.hosts = frozenset(unpacked.hosts)
        self.lists = dict(list_paths(folder / REDIRECTS))

    def not_an_article(self, text: SiteText) -> None:
        return None

    def own_paths(self, text: SiteText) -> Iterable[str]:
        return ()

    def folder_terms(self, text: SiteText, folders: FoldersAs) -> FolderTerms:
        """The folders are made by the reader of the export."""
        return NO_TERMS

    def old_topic_path(self, name: str) -> str | None:
        return self.lists.get((Redirect.Kind.TOPIC, name.casefold()))

    def old_tag_path(self, name: str) -> str | None:
        return self.lists.get((Redirect.Kind.TAG, name.casefold()))


def list_paths(file: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield kind and name of each list, and its old path, from the redirects of an export."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as rows:
        for path, kind, name in list(csv.reader(rows))[1:]:
            yield (Redirect.Kind.TOPIC if kind == "category" else kind, name.casefold()), path
