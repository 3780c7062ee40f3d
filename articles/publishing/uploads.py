"""Finds the uploaded files that a text names; of pictures the size, and whether they are dark."""

import posixpath
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files import File as StoredFile
from django.core.files.storage import default_storage
from PIL import Image

from media.models import FileContent, MediaFile
from media.models.media_files import PICTURES, SHOWN
from media.variants import is_dark_raster, is_dark_svg
from rendering import FILES, File, Source, file_kind

# Files of one text that are checked. Further ones are assumed to exist.
MAX_FILES = 500
MAX_BYTES = 30 * 2**20
SVG_BYTES = 16 * 2**10
ROTATED = range(5, 9)
ORIENTATION = 0x0112
MAX_SIDE = 20_000

Size = tuple[int, int] | tuple[None, None]
UNKNOWN: Size = (None, None)

SVG = re.compile(r"<svg\b([^<>]*)>", re.IGNORECASE)
NUMBER = r"([\d.]{1,12})"
SIDE = rf"(?<![\w-])%s\s*=\s*[\"']\s*{NUMBER}(?:px)?\s*[\"']"
WIDTH, HEIGHT = re.compile(SIDE % "width"), re.compile(SIDE % "height")
VIEW_BOX = re.compile(
    rf"(?<![\w-])viewBox\s*=\s*[\"']\s*-?{NUMBER}[\s,]+-?{NUMBER}[\s,]+{NUMBER}[\s,]+{NUMBER}"
)


class UploadLookup:
    """Checks each file once, however many texts name it."""

    def __init__(self) -> None:
        self.seen: dict[str, File | None] = {}

    def find(self, names: Iterable[str]) -> dict[str, File]:
        """The files by name, by two queries; names without a file are left out.

        Files that have no row, such as pictures of cards, are looked up in the storage.
        """
        self.look_up([name for name in names if name not in self.seen])
        found = {}
        for number, name in enumerate(sorted(names)):
            file = (
                self.file(name)
                if number < MAX_FILES
                else unchecked_file(name_in_storage(name), name)
            )
            if file is not None:
                found[name] = file
        return found

    def look_up(self, names: list[str]) -> None:
        self.seen |= {name: None for name in names if name.startswith(FILES)}
        known = MediaFile.objects.lookup(names) if names else {}
        self.seen |= {name: file_of_row(file) for name, file in known.items()}

    def file(self, name: str) -> File | None:
        if name not in self.seen:
            stored = name_in_storage(name)
            self.seen[name] = stored_file(stored) if stored else unchecked_file(stored, name)
        return self.seen[name]


def file_of_row(file: MediaFile) -> File:
    """Pictures, videos and sounds by the address of their content; others keep their name."""
    content = file.content
    if content.kind not in SHOWN:
        return File(file.get_absolute_url())
    if not content.width and content.kind in PICTURES:  # not cleaned yet
        return stored_file(content.name) or File(content.url)
    return File(
        content.url,
        content.width,
        content.height,
        is_dark=content.is_dark,
        sources=sources_of(content),
        kind=content.kind,
        bytes=content.bytes,
        pages=content.pages,
        colour=content.colour,
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


def unchecked_file(stored: str, name: str) -> File:
    return File(default_storage.url(stored) if stored else name)


def stored_file(stored: str) -> File | None:
    """The file with its size, read with one access; None if that fails."""
    if stored.startswith(("..", "/")):
        return None
    try:
        if file_kind(stored) != "picture":
            return File(default_storage.url(stored)) if default_storage.exists(stored) else None
        with default_storage.open(stored) as file:
            return file_of_picture(file, stored)
    except (OSError, ValueError, SuspiciousOperation):
        return None


def file_of_picture(file: StoredFile, name: str) -> File:
    """The picture with what its first bytes tell; only its address if they cannot be read."""
    address = default_storage.url(name)
    try:
        if name.lower().endswith(".svg"):
            text = file.read(SVG_BYTES).decode("utf-8", "replace")
            width, height = svg_size(text)
            return File(address, width, height, is_dark_svg(text))
        return File(address) if file.size > MAX_BYTES else file_of_raster(file, address)
    except Exception:  # decoders raise many kinds for a broken picture
        return File(address)


def file_of_raster(file: Any, address: str) -> File:
    with Image.open(file) as image:
        width, height = image.size
        turned = image.getexif().get(ORIENTATION) in ROTATED
        size = (height, width) if turned else (width, height)
        return File(address, *size, is_dark=is_dark_raster(image))


def svg_size(text: str) -> Size:
    """The size of an SVG by its attributes or its viewBox. Not parsed: it may be hostile."""
    tag = SVG.search(text)
    if tag is None:
        return UNKNOWN
    sides = [side[1] for pattern in (WIDTH, HEIGHT) if (side := pattern.search(tag[1]))]
    if len(sides) < 2:
        box = VIEW_BOX.search(tag[1])
        sides = [box[3], box[4]] if box else []
    whole = [round(float(side)) for side in sides]
    if len(whole) != 2 or not all(0 < side <= MAX_SIDE for side in whole):
        return UNKNOWN
    return whole[0], whole[1]
