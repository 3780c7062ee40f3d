"""A merge as a page shows it: what was merged in one line each, and the places to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.comparing.blocks import Kind, split_blocks
from desk.comparing.comparison import compare_words
from desk.comparing.merge import Conflict, Merged, MergedText
from desk.comparing.passages import Span
from desk.comparing.words import split_units


@dataclass(frozen=True, slots=True)
class MergedRow:
    """Lines `first` to `last` of the text, where each changed lines that the other did not."""

    first: int
    last: int
    ours: list[int]
    theirs: list[int]

    @property
    def number(self) -> int:
        return len(self.ours) + len(self.theirs)


@dataclass(frozen=True, slots=True)
class ConflictPlace:
    """The conflict of this number, counted from 1: both sides, with what differs between them."""

    number: int
    line: int
    kind: Kind
    ours: list[Span]
    theirs: list[Span]


def merge_rows(merged: Merged) -> list[MergedRow | ConflictPlace]:
    return list(rows_of(merged.parts))


def rows_of(parts: Sequence[MergedText | Conflict]) -> Iterator[MergedRow | ConflictPlace]:
    line, number = 1, 0
    texts: list[tuple[int, MergedText]] = []
    for part in parts:
        if isinstance(part, MergedText):
            texts.append((line, part))
            line += part.text.count("\n")
            continue
        yield from merged_row(texts, line)
        texts, number = [], number + 1
        yield place_of(part, number, line)
        line += part.theirs.count("\n")
    yield from merged_row(texts, line)


def merged_row(texts: list[tuple[int, MergedText]], end: int) -> Iterator[MergedRow]:
    """A row for these texts, unless nobody changed anything in them."""
    ours = [at for at, text in texts if text.origin in ("ours", "both")]
    theirs = [at for at, text in texts if text.origin in ("theirs", "both")]
    if ours or theirs:
        first = texts[0][0]
        yield MergedRow(first, max(first, end - 1), ours, theirs)


def place_of(conflict: Conflict, number: int, line: int) -> ConflictPlace:
    written = conflict.ours or conflict.theirs
    blank = len(written) - len(written.lstrip("\n"))
    ours, theirs = (
        [unit.text for unit in split_units(split_blocks(text.strip("\n")))]
        for text in (conflict.ours, conflict.theirs)
    )
    spans = compare_words(ours, theirs)
    return ConflictPlace(
        number,
        line + blank,
        split_blocks(written)[0].kind,
        [span for span in spans if span.operation != "added"],
        [span for span in spans if span.operation != "removed"],
    )
