"""Boxes of ISO base media files: MP4, MOV, M4A and AVIF (ISO/IEC 14496-12, 4.2)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MOST_BOXES = 20_000
MOST_DEPTH = 12
# A full box has a version and flags before the boxes that it contains.
FULL = 4


@dataclass(frozen=True, slots=True)
class IsoBox:
    """`start` is where its content begins, `end` where the next box begins, `top` its header."""

    kind: bytes
    top: int
    start: int
    end: int


def iso_boxes(file: BinaryIO, within: tuple[bytes, ...]) -> Iterator[IsoBox]:
    """All boxes, depth first; those of the kinds `within` are entered.

    Raises ValueError if boxes do not fill the file, or what contains them, exactly.
    """
    left = MOST_BOXES
    for box in boxes_between(file, 0, file_size(file), within, 0):
        left -= 1
        if not left:
            raise ValueError("too many boxes")
        yield box


def file_size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def boxes_between(
    file: BinaryIO, at: int, end: int, within: tuple[bytes, ...], depth: int
) -> Iterator[IsoBox]:
    while at < end:
        box = read_box(file, at, end)
        yield box
        if box.kind in within and depth < MOST_DEPTH:
            start = box.start + (FULL if is_full_meta(file, box) else 0)
            yield from boxes_between(file, start, box.end, within, depth + 1)
        at = box.end


def read_box(file: BinaryIO, at: int, end: int) -> IsoBox:
    file.seek(at)
    head = file.read(16)
    size, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
    if size == 1:
        size, header = int.from_bytes(head[8:16], "big"), 16
    elif size == 0:  # up to the end
        size = end - at
    if size < header or at + size > end or len(head) < min(header, end - at):
        raise ValueError("a box does not end where it should")
    return IsoBox(kind, at, at + header, at + size)


def is_full_meta(file: BinaryIO, box: IsoBox) -> bool:
    """Whether it is the `meta` of ISO, which has a version, and not that of QuickTime."""
    if box.kind != b"meta":
        return False
    file.seek(box.start)
    return file.read(8)[4:8] != b"hdlr"


def content(file: BinaryIO, box: IsoBox, most: int = 4096) -> bytes:
    """The first bytes of its content."""
    file.seek(box.start)
    return file.read(min(most, box.end - box.start))
