"""Where in the article a part of a formula stands, for warnings."""

from bisect import bisect_right
from itertools import accumulate

from ..document import Document
from ..placeholders import Formula
from .tokens import Token, pieces


def source_place(tokens: list[Token], at: int) -> int:
    """The place in what the author wrote of character `at` of what the converter read."""
    if not tokens:
        return at
    starts = [0, *accumulate(map(len, pieces(tokens)))]
    index = min(bisect_right(starts, at), len(tokens)) - 1
    return tokens[index].at


def line_and_column(document: Document, formula: Formula, at: int) -> tuple[int | None, int | None]:
    """Of character `at` of the LaTeX, counted from one; None for what cannot be told."""
    first = first_line(document, formula)
    if first is None:
        return None, None
    _above, _break, before = formula.latex[:at].rpartition("\n")
    breaks = formula.latex.count("\n", 0, at)
    text = formula.latex.split("\n")[breaks]
    start = column_of(document.source, first + breaks, text)
    return first + breaks, None if start is None else start + len(before) + 1


def first_line(document: Document, formula: Formula) -> int | None:
    """The line that the LaTeX begins on, which may be one that it has nothing else on."""
    if formula.line is not None:
        return formula.line
    line = document.line_of(formula.latex)
    blank = formula.latex[: len(formula.latex) - len(formula.latex.lstrip())]
    return None if line is None else line - blank.count("\n")


def column_of(source: str, line: int, text: str) -> int | None:
    """How many characters stand before `text`, as the formula has it, in a line of the source."""
    lines = source.split("\n", line)
    place = lines[line - 1].find(text.strip()) if len(lines) >= line else -1
    return None if place < 0 else place - (len(text) - len(text.lstrip()))
