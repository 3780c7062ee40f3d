"""The three-way merge of sequences: what two people made of one, region by region (diff3)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from .sequences import ChangedRange

Text = Sequence[str]
Three = tuple[Text, Text, Text]
Origin = Literal["base", "ours", "theirs", "both", "conflict"]


class Region(NamedTuple):
    """A part of the three sequences, and who changed it: `both` alike, or in `conflict`."""

    origin: Origin
    base: slice
    ours: slice
    theirs: slice


def regions(
    texts: Three, changes_between: Callable[[Text, Text], Sequence[ChangedRange]]
) -> Iterator[Region]:
    """The regions of base, ours and theirs in their order. Changes that touch are one."""
    base, ours, theirs = texts
    sides = (
        RangeReader(changes_between(base, ours)),
        RangeReader(changes_between(base, theirs)),
    )
    place = 0
    while any(side.is_left() for side in sides):
        start = min(side.changes[side.read].start for side in sides if side.is_left())
        if start > place:
            yield unchanged(place, start, *sides)
        region = read_region(start, *sides)
        yield region._replace(origin=region_origin(region, texts))
        place = region.base.stop
    if place < len(base):
        yield unchanged(place, len(base), *sides)


class RangeReader:
    """Reads the changes of one side, and knows how far they have moved what follows."""

    def __init__(self, changes: Sequence[ChangedRange]) -> None:
        self.changes = changes
        self.read = 0
        self.shift = 0

    def is_left(self) -> bool:
        return self.read < len(self.changes)

    def begins_by(self, place: int) -> bool:
        """Whether the next change begins at `place` of the base or before it."""
        return self.is_left() and self.changes[self.read].start <= place

    def take(self) -> int:
        """Read the next change; return where it ends in the base."""
        change = self.changes[self.read]
        self.read += 1
        self.shift = change.new_end - change.end
        return change.end


def unchanged(start: int, end: int, ours: RangeReader, theirs: RangeReader) -> Region:
    places = (slice(start + shift, end + shift) for shift in (0, ours.shift, theirs.shift))
    return Region("base", *places)


def read_region(start: int, ours: RangeReader, theirs: RangeReader) -> Region:
    our_start, their_start = start + ours.shift, start + theirs.shift
    end = start
    while ours.begins_by(end) or theirs.begins_by(end):
        side = ours if ours.begins_by(end) else theirs
        end = max(end, side.take())
    return Region(
        "conflict",
        slice(start, end),
        slice(our_start, end + ours.shift),
        slice(their_start, end + theirs.shift),
    )


def region_origin(region: Region, texts: Three) -> Origin:
    base, ours, theirs = (text[place] for text, place in zip(texts, region[1:], strict=True))
    if ours == theirs:
        return "both"
    if theirs == base:
        return "ours"
    return "theirs" if ours == base else "conflict"
