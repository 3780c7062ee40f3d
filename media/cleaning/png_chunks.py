"""Keeps the chunks of a PNG that decide about its pixels (PNG, third edition)."""

from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset(
    {
        *(b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"),
        *(b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"mDCV", b"cLLI", b"pHYs"),
        *(b"acTL", b"fcTL", b"fdAT"),
    }
)


def clean_png(content: bytes) -> bytes:
    kept = (chunk for kind, chunk in png_chunks(content) if kind in KEPT)
    return SIGNATURE + b"".join(kept)


def png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, whole chunk) up to the end of the picture; what stands behind it is left out."""
    at = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        if len(kind) < 4 or end > len(content):
            raise ValueError("a chunk is not complete")
        yield kind, content[at:end]
        at = end
