"""Blanks the tags of films and sounds where they stand: title, device, place."""

from pathlib import Path
from typing import BinaryIO

from media.inspection import boxes, ebml

# What holds tags, in the film and in each of its tracks; the bytes of `free` mean nothing.
TAGS = (b"udta", b"meta", b"uuid", b"free", b"skip", b"wide")
WITHIN = (b"moov", b"trak")
BLOCK = 2**16
WEBM_TAGS = frozenset({0x1254C367, 0x1941A469})  # tags; attachments
VOID = b"\xec"


def blank_movie_tags(path: Path) -> None:
    """Make tags free space, filled with zeros: no offset of pictures or sounds changes."""
    with path.open("r+b") as file:
        for box in [found for found in boxes.iso_boxes(file, WITHIN) if found.kind in TAGS]:
            file.seek(box.top + 4)
            file.write(b"free")
            fill(file, box.start, box.end)


def fill(file: BinaryIO, start: int, end: int) -> None:
    file.seek(start)
    while start < end:
        start += file.write(bytes(min(BLOCK, end - start)))


def blank_webm_tags(path: Path) -> None:
    """Make tags and attachments void elements of the same length."""
    with path.open("r+b") as file:
        size = boxes.file_size(file)
        tags = [found for found in ebml.top_elements(file, size) if found[0] in WEBM_TAGS]
        for _identity, top, end in tags:
            write_void(file, top, min(end, size))


def write_void(file: BinaryIO, top: int, end: int) -> None:
    length = min(8, end - top - 1)
    size = end - top - 1 - length
    file.seek(top)
    file.write(VOID + (size | 1 << 7 * length).to_bytes(length, "big"))
    fill(file, top + 1 + length, end)
