"""Keeps the chunks of a WebP that decide about its pixels (RFC 9649)."""

from collections.abc import Iterator

KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
EXIF_AND_XMP = 0b1100
HEAD = 12


def clean_webp(content: bytes) -> bytes:
    kept = b"".join(
        without_flags(chunk) if kind == b"VP8X" else chunk
        for kind, chunk in webp_chunks(content)
        if kind in KEPT
    )
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def without_flags(chunk: bytes) -> bytes:
    """The extended header, which no longer promises EXIF and XMP."""
    return chunk[:8] + bytes([chunk[8] & ~EXIF_AND_XMP]) + chunk[9:]


def webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, whole chunk) up to the end that the file states."""
    stop = 8 + int.from_bytes(content[4:8], "little")
    at = HEAD
    while at + 8 <= min(stop, len(content)):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size
        if end > len(content):
            raise ValueError("a chunk is not complete")
        yield content[at : at + 4], content[at:end] + bytes(size % 2)
        at = end + size % 2
