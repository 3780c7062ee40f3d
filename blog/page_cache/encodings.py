"""Compression, as far as both sides know it."""

import gzip
from functools import lru_cache

import brotli
import zstandard

# The smallest first. A level each that takes about a millisecond for an article of 100 kB.
PREFERRED = ("br", "zstd", "gzip")
PLAIN = ""
WORTH_IT = 200  # bytes
LONGEST = 200  # of a header


def chosen(accepted: str) -> str:
    """The best encoding for a header Accept-Encoding; PLAIN where there is none."""
    return best(accepted[:LONGEST])


@lru_cache(maxsize=1000)
def best(accepted: str) -> str:
    wanted = {
        name.strip().lower(): quality(weight)
        for name, _semicolon, weight in (part.partition(";") for part in accepted.split(","))
    }
    known = [(wanted.get(name, wanted.get("*", 0.0)), name) for name in PREFERRED]
    most, name = max(known, key=lambda pair: pair[0])  # the first of equals
    return name if most > 0 else PLAIN


def quality(weight: str) -> float:
    """1 unless it says otherwise; nonsense is refused."""
    name, _sign, value = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name == "q" else 0.0
    except ValueError:
        return 0.0


def encode(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=6)
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=6).compress(body)
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" else body


def decode(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.decompress(body)
    if encoding == "zstd":
        return zstandard.ZstdDecompressor().decompress(body)
    return gzip.decompress(body) if encoding == "gzip" else body
