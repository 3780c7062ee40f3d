r"""A tokenizer for LaTeX: TeX's tokens, each with its position in the author's source."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from ..messages import Message, in_words

# A comment ends with its line. A percent sign on the last line or after a digit is a literal one.
# The entities come from blog editors that escape `<`, `>` and `&` in formulas.
TOKEN = re.compile(
    r"\\(?:[A-Za-z]+|.|$)|(?<!\d)%[^\n]*\n[ \t]*|&(?:lt|gt|amp|nbsp|quot|#39);|\s+|.", re.DOTALL
)
PERCENT = "\x01"
# Invisible characters that the converter does not know: soft hyphens, zero-width characters.
INVISIBLE_CHARACTERS = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
)
INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]+")


class Malformed(ValueError):
    """LaTeX that cannot be read; `at` is the position in the author's source."""

    def __init__(self, reason: Message, at: int) -> None:
        super().__init__(in_words(reason))
        self.reason, self.at = reason, at


class Missing(Malformed):
    """LaTeX that needs an optional package which is not installed; `part` is its name."""

    def __init__(self, part: str, reason: Message, at: int) -> None:
        super().__init__(reason, at)
        self.part = part


class Token(NamedTuple):
    """`final` tokens are not expanded any more; `value` is the content of a `\tag` or `\\label`."""

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
    return [Token(plain_latex(match[0]), match.start()) for match in TOKEN.finditer(latex)]


@lru_cache(maxsize=4096)
def plain_latex(text: str) -> str:
    if text.startswith("&") and len(text) > 1:
        return "~" if text == "&nbsp;" else unescape(text)
    if text in ("%", PERCENT, f"\\{PERCENT}"):
        return r"\%"
    # A backslash at the end of a line is a space, as in TeX.
    return "\\ " if text in ("\\\n", "\\\t", "\\") else text


def tokens_at(text: str, at: int) -> list[Token]:
    """Tokenize `text`, which a macro call at `at` produced; all tokens get that position."""
    return [Token(match[0], at) for match in TOKEN.finditer(text)]


def token_texts(tokens: Iterable[Token]) -> list[str]:
    """The text of each token, with a space where a command and a letter would run together."""
    parts: list[str] = []
    word = False
    for token in tokens:
        text = token.text
        parts.append(f" {text}" if word and (text[:1].isalpha() or text[:1] == "*") else text)
        word = (text[:1] == "\\" and text[-1:].isalpha()) or (word and not text)
    return parts


def to_latex(tokens: Iterable[Token]) -> str:
    """The tokens as LaTeX source."""
    return "".join(token_texts(tokens))
