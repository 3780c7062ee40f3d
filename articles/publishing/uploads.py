"""The uploaded files that a text names, and the sizes of the pictures among them."""

import posixpath
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files import File as StoredFile
from django.core.files.storage import default_storage
from PIL import Image

from rendering import File, file_kind

# Files of one text that are looked at; the others are taken to be there.
MOST = 500
LARGEST = 30 * 2**20
HEAD = 16 * 2**10
ROTATED = range(5, 9)
ORIENTATION = 0x0112
LONGEST_SIDE = 20_000

Size = tuple[int, int] | tuple[None, None]
UNKNOWN: Size = (None, None)

SVG = re.compile(r"<svg\b([^<>]*)>", re.IGNORECASE)
NUMBER = r"([\d.]{1,12})"
SIDE = rf"(?<![\w-])%s\s*=\s*[\"']\s*{NUMBER}(?:px)?\s*[\"']"
WIDTH, HEIGHT = re.compile(SIDE % "width"), re.compile(SIDE % "height")
VIEW_BOX = re.compile(
    rf"(?<![\w-])viewBox\s*=\s*[\"']\s*-?{NUMBER}[\s,]+-?{NUMBER}[\s,]+{NUMBER}[\s,]+{NUMBER}"
)


class Files:
    """Looks at each file once, however many texts name it."""

    def __init__(self) -> None:
        self.seen: dict[str, File | None] = {}

    def among(self, names: Iterable[str]) -> dict[str, File]:
        """Those of the names that stand for a file."""
        found = {}
        for number, name in enumerate(sorted(names)):
            file = self.file(name) if number < MOST else unseen(name_in_storage(name), name)
            if file is not None:
                found[name] = file
        return found

    def file(self, name: str) -> File | None:
        if name not in self.seen:
            stored = name_in_storage(name)
            self.seen[name] = look_at(stored) if stored else unseen(stored, name)
        return self.seen[name]


def name_in_storage(name: str) -> str:
    """Nothing for what somebody else serves: a path of this host that is not among the uploads."""
    if name.startswith(settings.MEDIA_URL):
        name = name.removeprefix(settings.MEDIA_URL)
    elif name.startswith("/"):
        return ""
    return posixpath.normpath(name)


def unseen(stored: str, name: str) -> File:
    return File(default_storage.url(stored) if stored else name)


def look_at(stored: str) -> File | None:
    """One access; what goes wrong means that the file is not there."""
    if stored.startswith(("..", "/")):
        return None
    try:
        if file_kind(stored) != "picture":
            return File(default_storage.url(stored)) if default_storage.exists(stored) else None
        with default_storage.open(stored) as file:
            return File(default_storage.url(stored), *size_of(file, stored))
    except (OSError, ValueError, SuspiciousOperation):
        return None


def size_of(file: StoredFile, name: str) -> Size:
    """In pixels, from the first bytes; unknown where anything is strange."""
    try:
        if name.lower().endswith(".svg"):
            return size_of_drawing(file.read(HEAD).decode("utf-8", "replace"))
        return UNKNOWN if file.size > LARGEST else size_of_photograph(file)
    except Exception:  # of the many that a broken picture makes a decoder raise
        return UNKNOWN


def size_of_photograph(file: Any) -> Size:
    with Image.open(file) as image:
        width, height = image.size
        turned = image.getexif().get(ORIENTATION) in ROTATED
    return (height, width) if turned else (width, height)


def size_of_drawing(text: str) -> Size:
    """Its own size, else that of its coordinates. Nothing is parsed: a drawing may be hostile."""
    tag = SVG.search(text)
    if tag is None:
        return UNKNOWN
    sides = [side[1] for pattern in (WIDTH, HEIGHT) if (side := pattern.search(tag[1]))]
    if len(sides) < 2:
        box = VIEW_BOX.search(tag[1])
        sides = [box[3], box[4]] if box else []
    whole = [round(float(side)) for side in sides]
    if len(whole) != 2 or not all(0 < side <= LONGEST_SIDE for side in whole):
        return UNKNOWN
    return whole[0], whole[1]
