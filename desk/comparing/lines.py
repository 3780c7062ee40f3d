"""What became of the lines of a text: each line with what changed in it, and where it stands now.

Lines are counted from 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import LINE, split_blocks
from .comparison import compared_blocks
from .passages import Operation, Span
from .sequences import ChangedRange, changes_between

# A line is the same one if this part of its letters and digits is left.
LEAST_KEPT = 1 / 3


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the new text; without a number, one of the old text that is gone."""

    number: int | None
    spans: tuple[Span, ...]

    @property
    def operation(self) -> str:
        """What happened to the whole line: `same`, `added`, `removed` or `changed`."""
        operations = {span.operation for span in self.spans}
        return operations.pop() if len(operations) == 1 else "changed"


def marked_lines(old: str, new: str) -> list[MarkedLine]:
    """The lines of `new`, and between them those of `old` that are gone."""
    writer = LineWriter()
    for operation, piece in pieces(old, new):
        writer.write(operation, piece)
    writer.end_line()
    return writer.lines


def moved_lines(old: str, new: str) -> dict[int, int]:
    """The numbers of the old lines, and those of the new lines that they became.

    Of a line that was changed, enough must be left; lines that are gone are left out.
    """
    before, after = LINE.findall(old), LINE.findall(new)
    found: dict[int, int] = {}
    place = new_place = 0
    end = ChangedRange(len(before), len(before), len(after), len(after))
    for change in [*changes_between(before, after), end]:
        unchanged = range(place + 1, change.start + 1)
        found.update(zip(unchanged, range(new_place + 1, change.new_start + 1), strict=True))
        parts = before[change.start : change.end], after[change.new_start : change.new_end]
        for line, to in similar_lines(*map("".join, parts)).items():
            found[change.start + line] = change.new_start + to
        place, new_place = change.end, change.new_end
    return found


def similar_lines(old: str, new: str) -> dict[int, int]:
    """The same for lines of which all changed."""
    left: defaultdict[int, Counter[int]] = defaultdict(Counter)
    lengths: Counter[int] = Counter()
    line = new_line = 1
    for operation, piece in pieces(old, new):
        if operation != "added":
            lengths[line] += letter_count(piece)
        if operation == "same":
            left[line][new_line] += letter_count(piece)
        line += operation != "added" and piece.endswith("\n")
        new_line += operation != "removed" and piece.endswith("\n")
    best = {number: found.most_common(1)[0] for number, found in left.items()}
    return {n: to for n, (to, kept) in best.items() if kept >= lengths[n] * LEAST_KEPT}


def letter_count(text: str) -> int:
    return sum(map(str.isalnum, text))


def pieces(old: str, new: str) -> Iterator[tuple[Operation, str]]:
    """Both texts in parts of lines. What was removed comes before what replaces it."""
    for operation, units in compared_blocks(split_blocks(old), split_blocks(new)):
        for piece in LINE.findall("".join(unit.text for unit in units)):
            yield operation, piece


class LineWriter:
    """Takes pieces in their order, and makes lines of them."""

    def __init__(self) -> None:
        self.lines: list[MarkedLine] = []
        self.spans: list[Span] = []
        self.number = 1  # of the next line of the new text

    def write(self, operation: Operation, piece: str) -> None:
        text = piece.removesuffix("\n")
        if operation == "removed" and text != piece and self.is_of_new_text():
            text += "↵"  # the line goes on
        self.add(Span(operation, text))
        if text + "\n" == piece:
            self.end_line()

    def add(self, span: Span) -> None:
        if self.spans and self.spans[-1].operation == span.operation:
            span = Span(span.operation, self.spans.pop().text + span.text)
        self.spans.append(span)

    def is_of_new_text(self) -> bool:
        return any(span.operation != "removed" for span in self.spans)

    def end_line(self) -> None:
        if not self.spans:
            return
        is_new = self.is_of_new_text()
        self.lines.append(MarkedLine(self.number if is_new else None, tuple(self.spans)))
        self.number += is_new
        self.spans = []
