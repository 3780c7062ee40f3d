"""Finds the uploaded files that a text names, with their sizes, variants and words."""

import posixpath
from collections.abc import Iterable
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage

from media.inspection import header_size
from media.models import FileContent, MediaFile
from media.models.media_files import PICTURES, SHOWN
from rendering import FILES, File, Source, file_kind

# Files of one text that are checked. Further ones are assumed to exist.
MAX_FILES = 500


class UploadLookup:
    """Checks each file once, however many texts name it."""

    def __init__(self) -> None:
        self.rows: dict[str, MediaFile | None] = {}
        self.stored: dict[str, File | None] = {}

    def find(self, names: Iterable[str], language: str) -> dict[str, File]:
        """The files by name, by two queries; names without a file are left out.

        `language` is that of the text: their words are in it. Files that have no row are looked up
        in the storage.
        """
        self.look_up([name for name in names if name not in self.rows])
        found = {}
        for number, name in enumerate(sorted(names)):
            file = self.file(name, language) if number < MAX_FILES else unchecked_file(name)
            if file is not None:
                found[name] = file
        return found

    def look_up(self, names: list[str]) -> None:
        self.rows |= dict.fromkeys(names)
        self.rows |= MediaFile.objects.lookup(names) if names else {}

    def file(self, name: str, language: str) -> File | None:
        if row := self.rows[name]:
            return file_of_row(row, language)
        if name.startswith(FILES):
            return None
        if name not in self.stored:
            self.stored[name] = stored_file(name)
        return self.stored[name]


def file_of_row(file: MediaFile, language: str, *, measure: bool = True) -> File:
    """Pictures, videos and sounds by the address of their content; others keep their name.

    `measure`: the size of a picture that is in no row is read from the storage.
    """
    content = file.content
    width, height = content.width, content.height
    if measure and not width and content.kind in PICTURES:  # not cleaned yet
        width, height = stored_size(content.name) or (None, None)
    return File(
        content.url if content.kind in SHOWN else file.get_absolute_url(),
        width,
        height,
        is_dark=content.is_dark,
        sources=sources_of(content),
        kind=content.kind,
        bytes=content.bytes,
        pages=content.pages,
        colour=content.colour,
        alt=file.alt(language),
        caption=file.caption(language),
    )


def sources_of(content: FileContent) -> tuple[Source, ...]:
    return tuple(
        Source(each.url, each.width, each.height, each.format) for each in content.variants.all()
    )


def name_in_storage(name: str) -> str:
    """The name in the storage; '' for a path of this host that is not an upload."""
    if name.startswith(settings.MEDIA_URL):
        name = name.removeprefix(settings.MEDIA_URL)
    elif name.startswith("/"):
        return ""
    return posixpath.normpath(name)


def unchecked_file(name: str) -> File:
    stored = name_in_storage(name)
    return File(default_storage.url(stored) if stored else name)


def stored_file(name: str) -> File | None:
    """A file without a row, with the size if it is a picture. None if it is not there."""
    stored = name_in_storage(name)
    if not stored:
        return File(name)
    if stored.startswith(("..", "/")):
        return None
    try:
        with default_storage.open(stored) as file:
            size = header_size(cast(BinaryIO, file)) if file_kind(stored) == "picture" else None
    except (OSError, ValueError, SuspiciousOperation):
        return None
    return File(default_storage.url(stored), *(size or (None, None)))


def stored_size(name: str) -> tuple[int, int] | None:
    found = stored_file(name)
    return (found.width, found.height) if found and found.width and found.height else None
