"""Width and height of pictures by their headers, before a decoder allocates anything."""

import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from . import boxes
from .file_types import AVIF, GIF, JPEG, PNG, WEBP, FileType

Size = tuple[int, int]
# Headers of frames: baseline, progressive, lossless …, without the tables among them.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
JPEG_SCAN = 0xDA


def size_in_header(file: BinaryIO, type_: FileType) -> Size:
    """The size in pixels as it is stored; raises ValueError or struct.error if there is none."""
    file.seek(0)
    width, height = READERS[type_](file)
    if not (width and height):
        raise ValueError("no size")
    return width, height


def png_size(file: BinaryIO) -> Size:
    if file.read(16)[12:] != b"IHDR":
        raise ValueError("no header")
    return struct.unpack(">II", file.read(8))


def gif_size(file: BinaryIO) -> Size:
    return struct.unpack("<6xHH", file.read(10))


def webp_size(file: BinaryIO) -> Size:
    head = file.read(30)
    match head[12:16]:
        case b"VP8X":
            return little_24(head[24:27]) + 1, little_24(head[27:30]) + 1
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no picture")


def little_24(value: bytes) -> int:
    return int.from_bytes(value, "little")


def jpeg_size(file: BinaryIO) -> Size:
    sizes = [jpeg_frame(file) for marker in jpeg_segments(file) if marker in JPEG_FRAMES]
    if not sizes:
        raise ValueError("no frame")
    return sizes[0]


def jpeg_scan(file: BinaryIO) -> int:
    """Where the data of the first scan begin."""
    for _marker in jpeg_segments(file):
        pass
    return file.tell() + int.from_bytes(file.read(2), "big")


def jpeg_frame(file: BinaryIO) -> Size:
    height, width = struct.unpack(">xHH", file.read(5))
    return width, height


def jpeg_segments(file: BinaryIO) -> Iterator[int]:
    """The markers up to the first scan; the file stands behind the length of each."""
    at = 2
    while True:
        file.seek(at)
        mark = file.read(2)
        if len(mark) < 2 or mark[0] != 0xFF:
            return
        if mark[1] == JPEG_SCAN:
            return
        if mark[1] == 0xFF or mark[1] in JPEG_ALONE:
            at += 1 if mark[1] == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", file.read(2))
        yield mark[1]
        at += 2 + max(2, length)


def avif_size(file: BinaryIO) -> Size:
    """The largest of the sizes in it: that of the picture, or of a tile that is as large."""
    sizes = [
        struct.unpack(">4xII", boxes.content(file, box)[:12])
        for box in boxes.iso_boxes(file, within=(b"meta", b"iprp", b"ipco"))
        if box.kind == b"ispe"
    ]
    if not sizes:
        raise ValueError("no size")
    return max(sizes, key=lambda size: size[0] * size[1])


READERS: dict[FileType, Callable[[BinaryIO], Size]] = {
    PNG: png_size,
    JPEG: jpeg_size,
    WEBP: webp_size,
    AVIF: avif_size,
    GIF: gif_size,
}
