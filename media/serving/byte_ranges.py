"""Parts of a file that a request asks for (RFC 9110, 14)."""

import re
from typing import NamedTuple

ONE_RANGE = re.compile(r"bytes=\s*([0-9]{1,18})?\s*-\s*([0-9]{1,18})?\s*", re.IGNORECASE)


class ByteRange(NamedTuple):
    """`stop` is the place behind the last byte."""

    start: int
    stop: int

    @property
    def length(self) -> int:
        return self.stop - self.start


class RangeNotSatisfiable(Exception):
    """The file ends before the range begins."""


def requested_range(header: str, size: int) -> ByteRange | None:
    """The part that a Range header asks for; None for the whole file.

    The whole file is also the answer to several ranges, and to what cannot be understood.
    """
    found = ONE_RANGE.fullmatch(header)
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if first is None:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), size if last is None else min(int(last) + 1, size)
        if last is not None and int(last) < start:
            return None
    if start >= size or start >= stop:
        raise RangeNotSatisfiable
    return ByteRange(start, stop)
