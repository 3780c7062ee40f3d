"""The body of an answer, counted while it is read, also where it is compressed."""

import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from media.inspection import RefusedFile
from media.inspection.values import MEGABYTE

PIECE = 64 * 2**10
COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
EITHER_HEAD = 32 + zlib.MAX_WBITS  # of gzip, or of zlib


def save_body(pieces: Iterable[bytes], encoding: str, file: IO[bytes], most: int) -> int:
    """Write the body into the file; return its length. Raises RefusedFile, and zlib.error."""
    size = 0
    for piece in decoded_pieces(pieces, encoding):
        size += len(piece)
        check_length(size, most)
        file.write(piece)
    return size


def check_length(size: int, most: int) -> None:
    if size > most:
        values = {"megabytes": f"{size / MEGABYTE:.1f}", "most": f"{most / MEGABYTE:g}"}
        raise RefusedFile("remote-too-long", **values)


def decoded_pieces(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
    elif encoding in COMPRESSED:
        yield from inflated(pieces)
    else:
        raise zlib.error(f"unknown encoding {encoding}")


def inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """In pieces of a bounded length: a few bytes may stand for gigabytes."""
    decoder = zlib.decompressobj(EITHER_HEAD)
    for piece in pieces:
        waiting = piece
        while waiting and not decoder.eof:
            yield decoder.decompress(waiting, PIECE)
            waiting = decoder.unconsumed_tail
    yield decoder.flush()
    if not decoder.eof:
        raise zlib.error("the end is missing")
