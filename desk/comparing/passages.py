"""Cuts compared units into passages: lines of prose, lines of code, formulas, unchanged text."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import dropwhile, groupby
from operator import attrgetter
from typing import Literal

from .blocks import Kind
from .words import TextUnit

Operation = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Span:
    operation: Operation
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of the two texts that belong together, with the numbers of the first of them.

    A passage of prose is one line, of a formula the whole formula, of code lines that follow each
    other: one span each. An unchanged passage has one span of any length.
    """

    kind: Kind
    line: int
    new_line: int
    spans: tuple[Span, ...]

    @property
    def is_same(self) -> bool:
        return all(span.operation == "same" for span in self.spans)

    @property
    def is_blank(self) -> bool:
        return all(not span.text.strip() for span in self.spans)

    @property
    def old_text(self) -> str:
        return "".join(span.text for span in self.spans if span.operation != "added")

    @property
    def new_text(self) -> str:
        return "".join(span.text for span in self.spans if span.operation != "removed")

    @property
    def lines(self) -> int:
        """The number of its lines in the new text that are not blank."""
        return sum(not line.isspace() for line in self.new_text.splitlines())


class PassageWriter:
    """Takes compared units in their order, and makes passages of them."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        # Runs of the passage that is being written: pieces, since a line may have many words.
        self.runs: list[tuple[Operation, list[str]]] = []
        self.kind: Kind = "prose"
        self.line = self.new_line = 1  # where the next unit stands
        self.first = (1, 1)  # where the passage that is being written begins

    def write(self, operation: Operation, units: Iterable[TextUnit]) -> None:
        """Add a run of units. What was added begins a line if what it replaces is whole lines."""
        for unit in units:
            if operation == "added" and self.ends_removed_lines():
                self.end_passage()
            if unit.kind == "prose":
                self.write_prose(operation, unit.text)
            else:
                self.write_whole(operation, unit)

    def write_prose(self, operation: Operation, text: str) -> None:
        if self.kind != "prose":
            self.end_passage()
        self.add(operation, text)
        if text.endswith("\n"):
            self.end_passage()

    def write_whole(self, operation: Operation, unit: TextUnit) -> None:
        """Add a line of code or a formula: the old and the new one of it are one passage."""
        if self.runs and not (self.kind == unit.kind and self.belongs(operation)):
            self.end_passage()
        self.kind = unit.kind
        self.add(operation, unit.text)

    def belongs(self, operation: Operation) -> bool:
        last, _pieces = self.runs[-1]
        if self.kind == "formula":
            return last == "removed" and operation == "added"
        return (last == "same") == (operation == "same")

    def add(self, operation: Operation, text: str) -> None:
        self.first = self.first if self.runs else (self.line, self.new_line)
        is_word = self.kind == "prose"
        if is_word and self.runs and self.runs[-1][0] == operation:
            self.runs[-1][1].append(text)
        else:
            self.runs.append((operation, [text]))
        breaks = text.count("\n")
        self.line += breaks if operation != "added" else 0
        self.new_line += breaks if operation != "removed" else 0

    def ends_removed_lines(self) -> bool:
        """Whether the passage is the last of several lines of prose that were removed whole."""
        last = self.passages[-1] if self.passages else None
        if self.kind != "prose" or not last or not self.runs:
            return False
        operations = {span.operation for span in last.spans}
        return operations.union(operation for operation, _pieces in self.runs) == {"removed"}

    def end_passage(self) -> None:
        if self.runs:
            spans = tuple(Span(operation, "".join(pieces)) for operation, pieces in self.runs)
            self.passages.append(Passage(self.kind, *self.first, spans))
        self.runs, self.kind = [], "prose"

    def finish(self) -> list[Passage]:
        """The passages: unchanged ones that follow each other are one, blank ones are left out."""
        self.end_passage()
        seen = [each for each in self.passages if each.is_same or not each.is_blank]
        found: list[Passage] = []
        for is_same, group in groupby(seen, key=attrgetter("is_same")):
            some = list(group)
            found += unchanged_passages(some) if is_same else some
        return found


def unchanged_passages(some: list[Passage]) -> list[Passage]:
    """One passage of them, from the first that is not blank; none if all are."""
    kept = list(dropwhile(attrgetter("is_blank"), some))
    if len(kept) < 2:
        return kept
    text = "".join(each.new_text for each in kept)
    return [Passage("prose", kept[0].line, kept[0].new_line, (Span("same", text),))]
