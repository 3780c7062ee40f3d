"""Keeps the segments of a JPEG that decide about its pixels (ITU-T T.81, annex B)."""

import re
from collections.abc import Iterator

START, END, SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
APPLICATIONS = range(0xE0, 0xF0)
JFIF, PROFILE, ADOBE, COMMENT = 0xE0, 0xE2, 0xEE, 0xFE
# In the data of a scan, FF is followed by 00, by the number of a restart, or by the next segment.
NEXT_SEGMENT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def clean_jpeg(content: bytes) -> bytes:
    kept = (kept_part(marker, part) for marker, part in segments_of_jpeg(content))
    return START + b"".join(kept) + END


def kept_part(marker: int, segment: bytes) -> bytes:
    """The segment, or nothing of it; a thumbnail in the first one is left out."""
    inside = segment[4:]
    if marker == JFIF:
        whole = inside.startswith(b"JFIF\0") and len(inside) >= 14
        return b"\xff\xe0\0\x10" + inside[:12] + b"\0\0" if whole else b""
    if marker == PROFILE:
        return segment if inside.startswith(b"ICC_PROFILE\0") else b""
    if marker == ADOBE:
        return segment if inside.startswith(b"Adobe") else b""
    return b"" if marker in APPLICATIONS or marker == COMMENT else segment


def segments_of_jpeg(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, segment) up to the end of the picture; a scan includes its data."""
    at = 2
    while True:
        at, marker = next_marker(content, at)
        if marker == END[1]:
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == SCAN:
            end = end_of_scan(content, end)
        if end > len(content) or end < at + 4:
            raise ValueError("a segment is not complete")
        yield marker, content[at:end]
        at = end


def next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Where the marker begins, behind bytes that fill."""
    while content[at : at + 2] == b"\xff\xff":
        at += 1
    if content[at : at + 1] != b"\xff" or at + 1 >= len(content):
        raise ValueError("no marker")
    return at, content[at + 1]


def end_of_scan(content: bytes, at: int) -> int:
    found = NEXT_SEGMENT.search(content, at)
    if found is None:
        raise ValueError("no end")
    return found.start()
