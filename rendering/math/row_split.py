"""The lines of an environment of equations, with what names and numbers each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .tokens import Token


@dataclass(slots=True)
class Row:
    """A line of equations, without what names and numbers it."""

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


def split(content: list[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    depth = 0
    for token in content:
        if not depth and token.text == "\\\\":
            yield row
            row = []
            continue
        depth += deeper(token.text)
        row.append(token)
    yield row


def taken(tokens: list[Token]) -> Row:
    row = Row()
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


def joined(row: Row) -> Row:
    """`a &=& b` has its relation in a column of its own, which is one too many."""
    marks = [index for index, token in enumerate(row.tokens) if token.text == "&"]
    for index in marks[1::2]:
        row.tokens[index] = row.tokens[index]._replace(text=" ")
    return row


@lru_cache(maxsize=4096)
def deeper(text: str) -> int:
    """How many levels a token opens, less those that it closes."""
    if text == "}" or text == r"\right" or text.startswith(r"\end{"):
        return -1
    if text == r"\left" or text.startswith(r"\begin{"):
        return 1
    return int(text[-1:] == "{" and text != r"\{")
