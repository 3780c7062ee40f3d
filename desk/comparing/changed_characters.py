"""How many characters a change added and removed, without white space."""

from collections import Counter
from collections.abc import Sequence
from typing import Any


def visible_length(text: str) -> int:
    return sum(map(len, text.split()))


def estimated_lengths(old: str, new: str) -> tuple[int, int]:
    """How many were added and removed; an estimate by lines, in linear time."""
    before, after = Counter(old.splitlines()), Counter(new.splitlines())
    gone, come = list((before - after).elements()), list((after - before).elements())
    if len(gone) != len(come):
        return sum(map(visible_length, come)), sum(map(visible_length, gone))
    pairs = [lengths_between(*pair) for pair in zip(gone, come, strict=True)]
    return sum(added for added, _ in pairs), sum(removed for _, removed in pairs)


def lengths_between(old: str, new: str) -> tuple[int, int]:
    """How many were added and removed between the common beginning and the common end."""
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    return visible_length(new[start : len(new) - end]), visible_length(old[start : len(old) - end])


def common_length(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Number of equal characters, or other elements, at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
