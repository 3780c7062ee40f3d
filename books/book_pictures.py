"""Pictures of the library for a book: in a size and a format that every reader shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import IO, NamedTuple

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage

from articles.publishing.uploads import name_in_storage
from books.epub import BookFile
from media.models import FileContent, MediaFile
from media.models.mime_types import mime_type
from rendering import PLAIN_FORMATS, diagram_name, diagram_picture

# The media types that every reader of EPUB 3.3 shows
CORE = frozenset({"image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"})
WIDEST = 1600  # pixels
LARGE = 1_000_000  # bytes; of a larger picture a smaller one is taken, if there is one
ANY_SIZE = 2**63
CONTENT = re.compile(r"content/[0-9a-f]{2}/[0-9a-f]{32}\.\w+")
SOURCE = re.compile(r'<img\b[^>]*? src="([^"]+)"')


class Stored(NamedTuple):
    """A file in the storage for readers."""

    name: str
    bytes: int
    mime: str


@dataclass(slots=True)
class BookPictures:
    """Collects the pictures of a book, as long as they have at most `most_bytes` together."""

    most_bytes: int = ANY_SIZE
    files: dict[str, BookFile] = field(default_factory=dict)
    rows: dict[str, MediaFile] = field(default_factory=dict)
    bytes: int = 0

    def look_up(self, texts: Iterable[str]) -> None:
        """Find the files that texts in HTML show, by two queries."""
        names = {library_name(each) for text in texts for each in SOURCE.findall(text)}
        self.rows |= MediaFile.objects.lookup(names)

    def find(self, address: str) -> str | None:
        """The path from a chapter to a picture by its address on the site.

        None if it is not a picture of this site, not in the storage, or too large.
        """
        name = library_name(address)
        row = self.rows.get(name)
        stored = chosen_picture(row.content) if row else picture_without_row(name)
        if stored is None:
            return None
        path = f"files/{stored.name.rpartition('/')[2]}"
        if path not in self.files:
            if self.bytes + stored.bytes > self.most_bytes or not is_stored(stored.name):
                return None
            self.bytes += stored.bytes
            self.files[path] = BookFile(path, stored.mime, partial(open_stored, stored.name))
        return f"../{path}"

    def draw(self, svg: str) -> str:
        """The path to a diagram by its SVG."""
        path = f"files/diagram-{diagram_name(svg)}.svg"
        data = diagram_picture(svg).encode()
        self.files[path] = BookFile(path, "image/svg+xml", partial(BytesIO, data))
        return f"../{path}"


def library_name(address: str) -> str:
    """The path by which the library knows a content, which may be on another host."""
    found = CONTENT.search(address)
    return f"{settings.MEDIA_URL}{found[0]}" if found else address


def chosen_picture(content: FileContent) -> Stored | None:
    """The picture itself, or a smaller one of it; None if readers would not show it."""
    whole = Stored(content.name, content.bytes, content.mime)
    is_shown = content.mime in CORE and content.mime != "image/webp"
    if is_shown and (content.bytes <= LARGE or content.kind == "drawing"):
        return whole
    return smaller_picture(content) or (whole if content.mime in CORE else None)


def smaller_picture(content: FileContent) -> Stored | None:
    """The widest variant, in an old format if there is one."""
    for formats in (PLAIN_FORMATS, ("webp",)):
        fitting = [v for v in content.variants.all() if v.format in formats and v.width <= WIDEST]
        if fitting:
            best = max(fitting, key=lambda variant: variant.width)
            return Stored(best.name, best.bytes, mime_type(best.name))
    return None


def picture_without_row(address: str) -> Stored | None:
    """A file of the storage from before there was a library."""
    name = name_in_storage(address) if address.startswith("/") else ""
    if not name or name.startswith((".", "/")) or mime_type(name) not in CORE:
        return None
    try:
        return Stored(name, default_storage.size(name), mime_type(name))
    except (OSError, ValueError, SuspiciousOperation):
        return None


def is_stored(name: str) -> bool:
    return default_storage.exists(name)


def open_stored(name: str) -> IO[bytes]:
    opened: IO[bytes] = default_storage.open(name)
    return opened
