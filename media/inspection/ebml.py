"""Elements of WebM files (RFC 8794, RFC 9559): duration, width and height."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from .boxes import file_size

SEGMENT, INFO, TRACKS, TRACK, VIDEO = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0
SCALE, DURATION, WIDTH, HEIGHT, CLUSTER = 0x2AD7B1, 0x4489, 0xB0, 0xBA, 0x1F43B675
WITHIN = frozenset({SEGMENT, INFO, TRACKS, TRACK, VIDEO})
NUMBERS = frozenset({SCALE, WIDTH, HEIGHT})
MOST_ELEMENTS = 20_000
MILLION = 10**6

Values = dict[int, float]


def webm_values(file: BinaryIO) -> Values:
    """The values of the head by the numbers of their elements, the first of each.

    Raises ValueError if the file ends within its head, or before its first pictures and sounds.
    """
    values: Values = {}
    for number, (identity, start, end) in enumerate(elements(file, 0, file_size(file))):
        if identity == CLUSTER:
            return values
        if identity in NUMBERS:
            values.setdefault(identity, int.from_bytes(read(file, start, end), "big"))
        elif identity == DURATION:
            values.setdefault(identity, floating(read(file, start, end)))
        if number > MOST_ELEMENTS:
            break
    raise ValueError("no cluster")


def elements(file: BinaryIO, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of each element, depth first."""
    while at < end:
        file.seek(at)
        identity, length = variable(file, keep_mark=True)
        size, sized = variable(file)
        start = at + length + sized
        # All ones stand for “unknown”: a live stream, which goes on to the end.
        stop = end if size == 2 ** (7 * sized) - 1 else start + size
        if stop > end and identity != CLUSTER:
            raise ValueError("an element does not end where it should")
        yield identity, start, stop
        if identity in WITHIN:
            yield from elements(file, start, stop)
        at = stop


def top_elements(file: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """(number, top, end) of the elements of the file and of its segments: tops are those of heads.

    Ends at a cluster of unknown length, as live streams have.
    """
    at = 0
    while at < size:
        file.seek(at)
        identity, length = variable(file, keep_mark=True)
        content, sized = variable(file)
        start = at + length + sized
        unknown = content == 2 ** (7 * sized) - 1
        if unknown and identity != SEGMENT:
            return
        end = size if unknown else start + content
        yield identity, at, end
        at = start if identity == SEGMENT else end


def variable(file: BinaryIO, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of variable length, and its length in bytes."""
    first = file.read(1)
    length = 9 - first[0].bit_length() if first else 9
    if length > 8:
        raise ValueError("no element")
    value = int.from_bytes(first + file.read(length - 1), "big")
    return (value if keep_mark else value & ~(1 << 7 * length)), length


def read(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(min(8, end - start))


def floating(value: bytes) -> float:
    return float(struct.unpack(">f" if len(value) == 4 else ">d", value)[0])


def seconds_of(values: Values) -> float | None:
    ticks = values.get(DURATION)
    return None if ticks is None else ticks * values.get(SCALE, MILLION) / 10**9
