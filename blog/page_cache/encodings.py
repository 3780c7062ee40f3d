"""Content encodings: the choice by Accept-Encoding, and compression."""

import gzip
from functools import lru_cache

import brotli
import zstandard

# In order of preference: the smallest result first. The compression levels take about 1 ms for an
# article of 100 kB.
PREFERRED = ("br", "zstd", "gzip")
PLAIN = ""  # not encoded
WORTH_IT = 200  # bytes: shorter bodies are not compressed
LONGEST_HEADER = 200  # characters of Accept-Encoding that are read


def negotiated_encoding(accepted: str) -> str:
    """Return the best encoding for an Accept-Encoding header, PLAIN if there is none."""
    return best_encoding(accepted[:LONGEST_HEADER])


@lru_cache(maxsize=1000)
def best_encoding(accepted: str) -> str:
    wanted = {
        name.strip().lower(): quality(weight)
        for name, _semicolon, weight in (part.partition(";") for part in accepted.split(","))
    }
    known = [(wanted.get(name, wanted.get("*", 0.0)), name) for name in PREFERRED]
    most, name = max(known, key=lambda pair: pair[0])  # max() returns the first of equal ones
    return name if most > 0 else PLAIN


def quality(weight: str) -> float:
    """Return the number of `q=0.5`: 1 without a weight, 0 for a malformed one."""
    name, _sign, value = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name == "q" else 0.0
    except ValueError:
        return 0.0


def compress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=6)
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=6).compress(body)
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" else body


def decompress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.decompress(body)
    if encoding == "zstd":
        return zstandard.ZstdDecompressor().decompress(body)
    return gzip.decompress(body) if encoding == "gzip" else body
