"""Makes changes between words readable: few and whole instead of many and scattered."""

from collections.abc import Iterator, Sequence

from .sequences import ChangedRange, changes_between

SENTENCE_ENDS = "。！？；.!?;"
# What a unit begins with that is never joined to the changes around it.
KEPT = "\n$\\`"


def word_changes(old: Sequence[str], new: Sequence[str]) -> list[ChangedRange]:
    """The changes that make `new` of `old`, as a person would tell them.

    Two changes become one if less is left alone between them than each of them changes. A change
    that could stand in several places begins where a line, a sentence or a word does.
    """
    joined = join_across_short_rests(changes_between(old, new), old, new)
    moved: list[ChangedRange] = []
    for number, change in enumerate(joined):
        before = moved[-1] if moved else None
        after = joined[number + 1] if number + 1 < len(joined) else None
        moved.append(move_to_boundary(change, old, new, before, after))
    return moved


def join_across_short_rests(
    changes: list[ChangedRange], old: Sequence[str], new: Sequence[str]
) -> list[ChangedRange]:
    kept: list[ChangedRange] = []
    for change in changes:
        while kept and is_short_rest(kept[-1], change, old, new):
            last = kept.pop()
            change = ChangedRange(last.start, change.end, last.new_start, change.new_end)
        kept.append(change)
    return kept


def is_short_rest(
    first: ChangedRange, second: ChangedRange, old: Sequence[str], new: Sequence[str]
) -> bool:
    """Whether what is between the changes is no longer than either: the rule of diff-match-patch.

    Spaces and signs have no length here. A line break, a formula, code and the beginning of a line
    always stay.
    """
    rest = old[first.end : second.start]
    if any(unit[0] in KEPT for unit in rest) or ends_with_line(first, old, new):
        return False
    sizes = (
        max(length(old[c.start : c.end]), length(new[c.new_start : c.new_end]))
        for c in (first, second)
    )
    return length(rest) <= min(sizes)


def ends_with_line(change: ChangedRange, old: Sequence[str], new: Sequence[str]) -> bool:
    parts = old[change.start : change.end], new[change.new_start : change.new_end]
    return any(part and part[-1].endswith("\n") for part in parts)


def length(units: Sequence[str]) -> int:
    return sum(len(unit) for unit in units if unit[0].isalnum())


def move_to_boundary(
    change: ChangedRange,
    old: Sequence[str],
    new: Sequence[str],
    before: ChangedRange | None,
    after: ChangedRange | None,
) -> ChangedRange:
    """The same change where it reads best.

    What was only added or only removed may end as the text before it does; then it can also stand
    earlier: in `A。B。` the author added `B。` and not `。B`.
    """
    if (change.start == change.end) == (change.new_start == change.new_end):
        return change
    is_added = change.start == change.end
    text, first, last = (new, *change[2:]) if is_added else (old, *change[:2])
    earliest = before[3 if is_added else 1] + 1 if before else 0
    latest = after[2 if is_added else 0] - 1 if after else len(text)
    best = max(
        moves(text, first, last, earliest, latest),
        key=lambda move: (boundary(text, first + move), -abs(move)),
    )
    return ChangedRange(*(place + best for place in change))


def moves(text: Sequence[str], first: int, last: int, earliest: int, latest: int) -> Iterator[int]:
    """How far `text[first:last]` can move, so that what is around it stays the same."""
    yield 0
    back = 1
    while first - back >= earliest and text[first - back] == text[last - back]:
        yield -back
        back += 1
    on = 1
    while last + on <= latest and text[last + on - 1] == text[first + on - 1]:
        yield on
        on += 1


def boundary(text: Sequence[str], place: int) -> int:
    """How good a place is to begin at: a line is best, then a sentence, then a word."""
    last = text[place - 1][-1] if place else "\n"
    if last == "\n":
        return 3
    if last in SENTENCE_ENDS:
        return 2
    return 0 if last.isalnum() else 1
