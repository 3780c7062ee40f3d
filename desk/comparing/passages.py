"""Cuts compared units into passages: lines of prose, lines of code, formulas, unchanged text."""

from collections.abc import Iterable
from dataclasses import dataclass
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
        self.spans: list[Span] = []  # of the passage that is being written
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
        if self.spans and not (self.kind == unit.kind and self.belongs(operation)):
            self.end_passage()
        self.kind = unit.kind
        self.add(operation, unit.text)

    def belongs(self, operation: Operation) -> bool:
        last = self.spans[-1].operation
        if self.kind == "formula":
            return last == "removed" and operation == "added"
        return (last == "same") == (operation == "same")

    def add(self, operation: Operation, text: str) -> None:
        self.first = self.first if self.spans else (self.line, self.new_line)
        is_word = self.kind == "prose"
        if is_word and self.spans and self.spans[-1].operation == operation:
            text_before = self.spans.pop().text
            self.spans.append(Span(operation, text_before + text))
        else:
            self.spans.append(Span(operation, text))
        breaks = text.count("\n")
        self.line += breaks if operation != "added" else 0
        self.new_line += breaks if operation != "removed" else 0

    def ends_removed_lines(self) -> bool:
        """Whether the passage is the last of several lines of prose that were removed whole."""
        last = self.passages[-1] if self.passages else None
        runs = [*self.spans, *last.spans] if last and self.spans else []
        return self.kind == "prose" and {span.operation for span in runs} == {"removed"}

    def end_passage(self) -> None:
        if self.spans:
            self.passages.append(Passage(self.kind, *self.first, tuple(self.spans)))
        self.spans, self.kind = [], "prose"

    def finish(self) -> list[Passage]:
        """The passages: unchanged ones that follow each other are one, blank ones are left out."""
        self.end_passage()
        joined: list[Passage] = []
        for passage in self.passages:
            if joined and passage.is_same and joined[-1].is_same:
                text = joined[-1].new_text + passage.new_text
                joined[-1] = Passage(
                    "prose", joined[-1].line, joined[-1].new_line, (Span("same", text),)
                )
            elif passage.old_text.strip() or passage.new_text.strip():
                joined.append(passage)
        return joined
