"""Duration, width and height of MP4 and MOV files."""

import struct
from typing import BinaryIO

from . import boxes
from .boxes import IsoBox

WITHIN = (b"moov", b"trak")
# Rows of the matrix of a track that is shown turned by a quarter have no first number.
MATRIX_FROM_END = 44


def movie_values(file: BinaryIO) -> tuple[float | None, int | None, int | None]:
    """Seconds, and the size of the first track with pictures, upright.

    Raises ValueError if boxes do not fill the file, or if it has no content or no head.
    """
    found = list(boxes.iso_boxes(file, WITHIN))
    kinds = {box.kind for box in found}
    if b"moov" not in kinds or not kinds & {b"mdat", b"moof"}:
        raise ValueError("not complete")
    heads = [boxes.content(file, box) for box in found if box.kind == b"mvhd"]
    tracks = [box for box in found if box.kind == b"tkhd"]
    return (seconds_in(heads[0]) if heads else None), *first_size(file, tracks)


def seconds_in(head: bytes) -> float | None:
    """The duration in a movie header; None in a fragmented file, which leaves it out."""
    layout, start = (">IQ", 20) if head[0] == 1 else (">II", 12)
    scale, ticks = struct.unpack_from(layout, head, start)
    return ticks / scale if scale and ticks else None


def first_size(file: BinaryIO, tracks: list[IsoBox]) -> tuple[int | None, int | None]:
    for track in tracks:
        width, height = size_in(boxes.content(file, track))
        if width and height:
            return width, height
    return None, None


def size_in(head: bytes) -> tuple[int, int]:
    """From the end: a matrix of nine numbers, then width and height in 65536ths."""
    first, width, height = struct.unpack(">i32xII", head[-MATRIX_FROM_END:])
    size = width >> 16, height >> 16
    return size if first else (size[1], size[0])
