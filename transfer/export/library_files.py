"""Files of the library in an export: beside the texts that use them, others in a folder."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import chain
from typing import Any

from django.core.files.storage import default_storage

from articles.models.cover_field import cover_address
from media.models import MediaFile
from media.models.named_files import NamedFiles
from transfer.export.export_options import ExportOptions
from transfer.export.file_links import linked_files, names_beside
from transfer.export.targets import ExportTarget
from transfer.front_matter_yaml import written_moment

FILES = "files.csv"
TEXTS = ("index.md", "draft.md", "planned.md", "history")
COLUMNS = (
    *("token", "name", "former_path", "owner", "created", "alt_zh", "alt_en"),
    *("caption_zh", "caption_en", "focus_x", "focus_y", "source_url"),
)
BATCH = 500


class LibraryFiles:
    """`beside` are the tokens of those beside a text, `missing` the names of those not stored."""

    def __init__(self, target: ExportTarget) -> None:
        self.target = target
        self.beside: set[str] = set()
        self.missing: list[str] = []
        self.number = 0

    def copy_beside(
        self, folder: str, texts: Sequence[str], addresses: Iterable[str], known: Mapping[str, Any]
    ) -> dict[str, str]:
        """Copy the files of these addresses into the folder. Return their names by address.

        `known` are the files of the library by address. Others are taken from the storage.
        """
        stored = {address: bytes_in_storage(address, known) for address in addresses}
        there = [address for address, name in stored.items() if name]
        names = names_beside(texts, there, taken=TEXTS) if there else {}
        return {
            address: name
            for address, name in names.items()
            if self.copy(f"{folder}/{name}", stored[address], known.get(address))
        }

    def copy(self, name: str, stored: str, file: Any = None) -> bool:
        """Return whether it could be copied."""
        try:
            source = default_storage.open(stored)
        except OSError:
            self.missing.append(stored)
            return False
        with source:
            self.target.copy(name, source)
        self.number += 1
        self.beside |= {file.token} if file else set()
        return True

    def write_others(self, options: ExportOptions) -> None:
        """Copy the files that are beside no text, and list all of them in files.csv."""
        rows = StringIO()
        table = csv.writer(rows, lineterminator="\n")
        table.writerow(COLUMNS)
        files = options.files() if options.is_whole else self.chosen(options)
        for file in files.order_by("token").select_related("content", "owner").iterator(BATCH):
            if file.token not in self.beside:
                self.copy(f"files/{file.token}/{file.name}", file.content.name)
            table.writerow(library_row(file))
        self.target.write(FILES, rows.getvalue())

    def chosen(self, options: ExportOptions) -> Any:
        own = options.files().order_by().values("pk")
        used = MediaFile.objects.kept().filter(token__in=self.beside).order_by().values("pk")
        return MediaFile.objects.filter(pk__in=own.union(used))


def used_addresses(texts: Iterable[str], covers: Iterable[str]) -> list[str]:
    """The addresses of files in texts, and those of covers."""
    linked = [linked_files(text) for text in texts if NamedFiles.in_text(text)]
    shown = [cover_address(cover) for cover in covers if cover]
    return list(dict.fromkeys([*chain.from_iterable(linked), *shown]))


def bytes_in_storage(address: str, known: Mapping[str, Any]) -> str:
    """The name in the storage; '' for an address of no file."""
    if file := known.get(address):
        return str(file.content.name)
    paths = NamedFiles.of_address(address).paths
    below = (path for path in paths if path and not path.startswith(("/", "..")))
    return next((path for path in below if default_storage.exists(path)), "")


def library_row(file: Any) -> list[Any]:
    owner = file.owner.username if file.owner else ""
    values = {"owner": owner, "created": written_moment(file.created)}
    return [values[name] if name in values else getattr(file, name) for name in COLUMNS]
