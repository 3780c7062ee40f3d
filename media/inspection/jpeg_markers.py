"""The segments of a JPEG (ITU-T T.81, annex B), with the data of its scans."""

import re
from collections.abc import Iterator

SCAN, END = 0xDA, 0xD9
# In the data of a scan, FF is followed by 00, by the number of a restart, or by the next segment.
NEXT_SEGMENT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def segments_of_jpeg(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, segment) up to the end of the picture; a scan includes its data."""
    at = 2
    while True:
        at, marker = next_marker(content, at)
        if marker == END:
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
