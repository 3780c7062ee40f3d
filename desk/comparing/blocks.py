"""Splits Markdown into blocks: what is compared first, before words are.

A block is a line of prose, a line of a fence, or a whole displayed formula. The blank lines before
it belong to it, so that they align only where what follows them does.
"""

import re
from dataclasses import dataclass
from typing import Literal

from rendering.math.formula_delimiters import block_formula

Kind = Literal["prose", "code", "formula"]

LINE = re.compile(r"[^\n]*\n|[^\n]+")
FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text with its line breaks. The blocks of a text make up the text."""

    text: str
    kind: Kind


def split_blocks(text: str) -> list[Block]:
    """The blocks of `text` in their order; blank lines at its end are the last of them."""
    reader = BlockReader(text)
    reader.read()
    return reader.blocks


class BlockReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.fence = ""
        self.start = 0  # of the block that is being read: its blank lines

    def read(self) -> None:
        place = 0
        while line := LINE.match(self.text, place):
            place = self.read_line(line[0], place)
        if self.start < place:
            self.add(place, "code" if self.fence else "prose")

    def read_line(self, line: str, place: int) -> int:
        """Read the line at `place`, and more if it begins a formula; return where they end."""
        end = place + len(line)
        if self.fence:
            self.close_fence(line)
            return self.add(end, "code")
        if not line.strip():
            return end
        if fence := FENCE.match(line):
            self.fence = fence[1]
            return self.add(end, "code")
        if formula_end := self.formula_end(line, place):
            return self.add(formula_end, "formula")
        return self.add(end, "prose")

    def close_fence(self, line: str) -> None:
        marks = line.strip(" \t>\r\n")
        if len(marks) >= len(self.fence) and not marks.strip(self.fence[0]):
            self.fence = ""

    def formula_end(self, line: str, place: int) -> int:
        """Where the line ends on which the formula ends that begins at `place`, or 0."""
        span = block_formula(self.text, place + len(line) - len(line.lstrip()))
        return 0 if span is None else (self.text.find("\n", span.end) + 1 or len(self.text))

    def add(self, end: int, kind: Kind) -> int:
        self.blocks.append(Block(self.text[self.start : end], kind))
        self.start = end
        return end
