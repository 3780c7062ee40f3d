"""Aligns two sequences: what of the old one became what of the new one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

# The library compares each element with each, 64 pairs at a time, and needs a bit for each pair:
# this is 20 MB. Sequences with more pairs are first split at elements that both have once.
MOST_PAIRS = 160_000_000


class ChangedRange(NamedTuple):
    """`old[start:end]` became `new[new_start:new_end]`; either may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int


def changes_between(old: Sequence[str], new: Sequence[str]) -> list[ChangedRange]:
    """The changes that make `new` of `old`, in their order; no two touch.

    The work is bounded: long sequences that have little in common are one change.
    """
    numbers: dict[str, int] = {}
    before = [numbers.setdefault(element, len(numbers)) for element in old]
    after = [numbers.setdefault(element, len(numbers)) for element in new]
    whole = ChangedRange(0, len(before), 0, len(after))
    return join_touching(align(before, after, whole))


def align(old: list[int], new: list[int], part: ChangedRange) -> Iterator[ChangedRange]:
    part = without_common_ends(old, new, part)
    if fits(part):
        yield from align_exactly(old, new, part)
        return
    for gap in gaps_between_anchors(old, new, part):
        gap = without_common_ends(old, new, gap)
        if fits(gap):
            yield from align_exactly(old, new, gap)
        else:
            yield gap


def fits(part: ChangedRange) -> bool:
    return (part.end - part.start) * (part.new_end - part.new_start) <= MOST_PAIRS


def without_common_ends(old: list[int], new: list[int], part: ChangedRange) -> ChangedRange:
    start, end, new_start, new_end = part
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return ChangedRange(start, end, new_start, new_end)


def align_exactly(old: list[int], new: list[int], part: ChangedRange) -> Iterator[ChangedRange]:
    start, end, new_start, new_end = part
    for code in LCSseq.opcodes(old[start:end], new[new_start:new_end]):
        if code.tag != "equal":
            yield ChangedRange(
                *(start + code.src_start, start + code.src_end),
                *(new_start + code.dest_start, new_start + code.dest_end),
            )


def gaps_between_anchors(
    old: list[int], new: list[int], part: ChangedRange
) -> Iterator[ChangedRange]:
    """The parts between the elements that both have once, those in the same order."""
    start, new_start = part.start, part.new_start
    for place, new_place in anchors(old, new, part):
        yield ChangedRange(start, place, new_start, new_place)
        start, new_start = place + 1, new_place + 1
    yield ChangedRange(start, part.end, new_start, part.new_end)


def anchors(old: list[int], new: list[int], part: ChangedRange) -> list[tuple[int, int]]:
    old_places = single_places(old, part.start, part.end)
    new_places = single_places(new, part.new_start, part.new_end)
    pairs = [(place, new_places[e]) for e, place in old_places.items() if e in new_places]
    return longest_rising(pairs)


def single_places(elements: list[int], start: int, end: int) -> dict[int, int]:
    """The place of each element that occurs once, in the order of the places."""
    counts = Counter(elements[start:end])
    return {elements[n]: n for n in range(start, end) if counts[elements[n]] == 1}


def longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of `pairs` whose second numbers rise (patience sorting)."""
    tops: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        column = bisect_left(tops, place)
        before.append(chosen[column - 1] if column else -1)
        tops[column : column + 1] = [place]
        chosen[column : column + 1] = [number]
    run: list[tuple[int, int]] = []
    number = chosen[-1] if chosen else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def join_touching(changes: Iterator[ChangedRange]) -> list[ChangedRange]:
    joined: list[ChangedRange] = []
    for change in changes:
        if change.start == change.end and change.new_start == change.new_end:
            continue
        if joined and (joined[-1].end, joined[-1].new_end) == (change.start, change.new_start):
            last = joined.pop()
            change = ChangedRange(last.start, change.end, last.new_start, change.new_end)
        joined.append(change)
    return joined
