"""Splits an environment of equations into rows, with the tag and labels of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .latex_tokens import Token


@dataclass(slots=True)
class EquationRow:
    """A row of equations; its tag and labels are not among its tokens."""

    tokens: list[Token] = field(default_factory=list)
    tag: Token | None = None
    labels: list[str] = field(default_factory=list)
    silent: bool = False

    @property
    def blank(self) -> bool:
        return all(token.blank for token in self.tokens)

    @property
    def named(self) -> bool:
        return self.tag is not None or bool(self.labels)


def split_rows(content: list[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    depth = 0
    for token in content:
        if not depth and token.text == "\\\\":
            yield row
            row = []
            continue
        depth += depth_change(token.text)
        row.append(token)
    yield row


def parse_row(tokens: list[Token]) -> EquationRow:
    row = EquationRow()
    for token in tokens:
        if token.text in (r"\tag", r"\tag*") and token.value:
            row.tag = token
        elif token.text == r"\label":
            row.labels.append(token.value)
        elif token.text == r"\notag":
            row.silent = True
        else:
            row.tokens.append(token)
    return row


def drop_second_ampersand(row: EquationRow) -> EquationRow:
    """Remove the second `&` of `a &=& b`, which gives the relation a column of its own."""
    marks = [index for index, token in enumerate(row.tokens) if token.text == "&"]
    for index in marks[1::2]:
        row.tokens[index] = row.tokens[index]._replace(text=" ")
    return row


@lru_cache(maxsize=4096)
def depth_change(text: str) -> int:
    """How many levels a token opens, minus those that it closes."""
    if text == "}" or text == r"\right" or text.startswith(r"\end{"):
        return -1
    if text == r"\left" or text.startswith(r"\begin{"):
        return 1
    return int(text[-1:] == "{" and text != r"\{")
