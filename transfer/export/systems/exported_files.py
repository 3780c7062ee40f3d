"""Files of the library that exported texts name, and the addresses that they have in an export."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from articles.models.cover_field import cover_address
from media.models import MediaFile

# The name of a content in the storage, which may be on another host.
CONTENT = re.compile(r"content/[0-9a-f]{2}/[0-9a-f]{32}\.\w+")
ADDRESS = re.compile(r'\b(?:src|href|poster)="([^"#]+)"')


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """`address` is where other systems find it; `stored` its name in the storage."""

    token: str
    address: str
    name: str
    stored: str
    alt: str
    created: datetime | None = None


@dataclass(slots=True)
class FilesOfExport:
    """Remembers the files that were asked for. `address_of` gives the address of each.

    `rows` are those that the texts of one batch name, by their addresses.
    """

    address_of: Callable[[MediaFile], str]
    used: dict[str, ExportedFile] = field(default_factory=dict)
    rows: dict[str, MediaFile] = field(default_factory=dict)

    def look_up(self, texts: Iterable[str], covers: Iterable[str]) -> None:
        """Find the files of a batch, texts in HTML and covers, by two queries."""
        named = {name_of_file(each) for html in texts for each in ADDRESS.findall(html)}
        self.rows = MediaFile.objects.lookup(named | set(map(cover_address, covers)))

    def address(self, address: str, language: str) -> str | None:
        """The address in the export of a file that a text names."""
        row = self.rows.get(name_of_file(address))
        return self.use(row, language).address if row else None

    def of_cover(self, cover: str, language: str) -> ExportedFile | None:
        row = self.rows.get(cover_address(cover)) if cover else None
        return self.use(row, language) if row else None

    def use(self, row: MediaFile, language: str) -> ExportedFile:
        if row.token not in self.used:
            self.used[row.token] = ExportedFile(
                *(row.token, self.address_of(row), row.name, row.content.name),
                alt=row.alt(language),
                created=row.created,
            )
        return self.used[row.token]


def name_of_file(address: str) -> str:
    """The path below which the library knows the content of an address; else the address."""
    found = CONTENT.search(address)
    return f"{settings.MEDIA_URL}{found[0]}" if found else address
