"""Blanks EXIF and XMP in an AVIF where they stand: nothing else moves (ISO/IEC 14496-12, 8.11)."""

from collections.abc import Iterator
from dataclasses import dataclass

# What a reader of EXIF accepts: the offset of the head, big-endian, a directory without entries.
EMPTY_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
METADATA = (b"Exif", b"mime", b"uri ")
WITHIN = (b"meta", b"iinf")

Part = tuple[bytes, int, int]


def clean_avif(content: bytes) -> bytes:
    found = bytearray(content)
    parts = {kind: (start, end) for kind, start, end in parts_of_meta(content)}
    if b"iinf" not in parts or b"iloc" not in parts:
        raise ValueError("no items")
    kinds = dict(items(content, *parts[b"iinf"]))
    base = parts.get(b"idat", (0, 0))[0]
    for item, start, size in Locations(content, *parts[b"iloc"], base).read():
        if kinds.get(item) in METADATA:
            blank_item(found, start, size, kinds[item] == b"Exif")
    for kind, start, end in boxes_of(content, 0, len(content)):
        if kind in (b"free", b"skip", b"uuid", b"udta"):
            found[start:end] = bytes(end - start)
    return bytes(found)


def blank_item(found: bytearray, start: int, size: int, is_exif: bool) -> None:
    if start + size > len(found):
        raise ValueError("an item is not complete")
    filled = EMPTY_EXIF if is_exif and size >= len(EMPTY_EXIF) else b""
    found[start : start + size] = filled + bytes(size - len(filled))


def boxes_of(content: bytes, at: int, end: int) -> Iterator[Part]:
    """(kind, start, end) of the content of each box."""
    while at < end:
        size, kind, head = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < head or at + size > end:
            raise ValueError("a box does not end where it should")
        yield kind, at + head, at + size
        at += size


def parts_of_meta(content: bytes) -> Iterator[Part]:
    for kind, start, end in boxes_of(content, 0, len(content)):
        if kind == b"meta":
            yield from boxes_of(content, start + 4, end)


def items(content: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The number and the kind of each item, in version 2 and 3."""
    count = 2 if content[start] == 0 else 4
    for kind, at, _stop in boxes_of(content, start + 4 + count, end):
        width = 2 if content[at] == 2 else 4
        if kind == b"infe" and content[at] in (2, 3):
            number = int.from_bytes(content[at + 4 : at + 4 + width], "big")
            yield number, content[at + 6 + width : at + 10 + width]


@dataclass
class Locations:
    """Reads where items stand: in the file, or in the box `idat` that begins at `base`."""

    content: bytes
    at: int
    end: int
    base: int

    def number(self, size: int) -> int:
        if self.at + size > self.end:
            raise ValueError("a table is not complete")
        self.at += size
        return int.from_bytes(self.content[self.at - size : self.at], "big")

    def read(self) -> Iterator[tuple[int, int, int]]:
        """(item, start, size) of each extent."""
        version = self.number(4) >> 24
        sizes = self.number(2)
        wide = 2 if version < 2 else 4
        for _item in range(self.number(wide)):
            yield from self.extents(version, wide, [sizes >> n & 15 for n in (12, 8, 4, 0)])

    def extents(self, version: int, wide: int, sizes: list[int]) -> Iterator[tuple[int, int, int]]:
        item = self.number(wide)
        method = self.number(2) & 15 if version else 0
        self.number(2)
        start = self.number(sizes[2]) + (self.base if method == 1 else 0)
        for _extent in range(self.number(2)):
            if version:
                self.number(sizes[3])
            offset, size = self.number(sizes[0]), self.number(sizes[1])
            yield item, start + offset, size
