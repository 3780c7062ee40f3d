"""Names of files that every file system takes, and names that are free."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

LONGEST_PART = 180  # bytes of a name in UTF-8; file systems allow 255
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


def safe_part(part: str) -> str:
    """One part of a name, short enough for file systems, with its ending."""
    part = UNSAFE.sub("-", part).strip().rstrip(".") or "-"
    data = part.encode("utf-8", "replace")
    if len(data) <= LONGEST_PART:
        return data.decode()
    ending = PurePosixPath(part).suffix.encode("utf-8", "replace")[:20]
    start = data[: LONGEST_PART - len(ending)]
    return (start.decode("utf-8", "ignore") + ending.decode("utf-8", "ignore")).strip()


def numbered_names(name: str) -> Iterator[str]:
    """`name`, `name-2`, `name-3` …"""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def numbered_files(name: str) -> Iterator[str]:
    """`a.png`, `a-2.png`, `a-3.png` …"""
    stem, dot, ending = name.rpartition(".")
    numbered = numbered_names(stem if dot else name)
    yield from (f"{each}{dot}{ending}" for each in numbered) if dot else numbered
