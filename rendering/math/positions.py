"""Positions for warnings: from converter input back to a line and column of the article."""

from bisect import bisect_right
from itertools import accumulate

from ..document import Document
from ..placeholders import Formula
from .latex_tokens import Token, token_texts


def source_position(tokens: list[Token], at: int) -> int:
    """The position in the author's LaTeX of character `at` of the converter's input."""
    if not tokens:
        return at
    starts = [0, *accumulate(map(len, token_texts(tokens)))]
    index = min(bisect_right(starts, at), len(tokens)) - 1
    return tokens[index].at


def line_and_column(document: Document, formula: Formula, at: int) -> tuple[int | None, int | None]:
    """Line and column, from 1, of character `at` of the formula's LaTeX; None if unknown."""
    first = first_line(document, formula)
    if first is None:
        return None, None
    _above, _break, before = formula.latex[:at].rpartition("\n")
    breaks = formula.latex.count("\n", 0, at)
    text = formula.latex.split("\n")[breaks]
    start = column_of(document.source, first + breaks, text)
    return first + breaks, None if start is None else start + len(before) + 1


def first_line(document: Document, formula: Formula) -> int | None:
    """The line on which the formula begins; it may contain nothing but the opening delimiter."""
    if formula.line is not None:
        return formula.line
    line = document.line_of(formula.latex)
    blank = formula.latex[: len(formula.latex) - len(formula.latex.lstrip())]
    return None if line is None else line - blank.count("\n")


def column_of(source: str, line: int, text: str) -> int | None:
    """How many characters stand before `text` in line `line` of the source; None if not found."""
    lines = source.split("\n", line)
    place = lines[line - 1].find(text.strip()) if len(lines) >= line else -1
    return None if place < 0 else place - (len(text) - len(text.lstrip()))
