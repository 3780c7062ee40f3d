r"""LaTeX as the tokens that TeX would see, each with its place in what the author wrote."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import NamedTuple

# A remark ends its line; a percent sign in the last one, or behind a number, is meant. Entities
# are what some blog editors make of `<`, `>` and `&`.
TOKEN = re.compile(
    r"\\(?:[A-Za-z]+|.|$)|(?<!\d)%[^\n]*\n[ \t]*|&(?:lt|gt|amp|nbsp|quot|#39);|\s+|.", re.DOTALL
)
PERCENT = "\x01"
# What no reader sees and no converter knows: soft hyphens, zero-width characters.
SILENT = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
INVISIBLE = re.compile(f"[{SILENT}]+")


class Malformed(ValueError):
    """LaTeX that cannot be understood; `at` is the place in what the author wrote."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.at = at


class Missing(Malformed):
    """LaTeX whose converter set-up could not fetch; `part` is the package's name."""

    def __init__(self, part: str, reason: str, at: int) -> None:
        super().__init__(reason, at)
        self.part = part


class Token(NamedTuple):
    """`final` ones are not looked up any more; `value` is what a `\tag` or `\\label` says."""

    text: str
    at: int
    final: bool = False
    value: str = ""

    @property
    def blank(self) -> bool:
        return self.text.isspace() or self.text.startswith("%")


def tokenize(latex: str) -> list[Token]:
    latex = INVISIBLE.sub(lambda match: " " * len(match[0]), latex)
    last = latex.rfind("\n") + 1
    latex = latex[:last] + latex[last:].replace("%", PERCENT)
    return [Token(plain(match[0]), match.start()) for match in TOKEN.finditer(latex)]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    if text.startswith("&") and len(text) > 1:
        return "~" if text == "&nbsp;" else unescape(text)
    if text in ("%", PERCENT, f"\\{PERCENT}"):
        return r"\%"
    # A backslash at the end of a line is a space; one full-width space is as good as another.
    return "\\ " if text in ("\\\n", "\\\t", "\\") else text


def place(text: str, at: int) -> list[Token]:
    """The tokens of `text`, all standing where its macro was called."""
    return [Token(match[0], at) for match in TOKEN.finditer(text)]


def pieces(tokens: Iterable[Token]) -> list[str]:
    """The text of each. A word and a letter that came from different places are kept apart."""
    parts: list[str] = []
    word = False
    for token in tokens:
        text = token.text
        parts.append(f" {text}" if word and (text[:1].isalpha() or text[:1] == "*") else text)
        word = (text[:1] == "\\" and text[-1:].isalpha()) or (word and not text)
    return parts


def written(tokens: Iterable[Token]) -> str:
    """As LaTeX again."""
    return "".join(pieces(tokens))
