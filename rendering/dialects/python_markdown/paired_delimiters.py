"""`~~`, `==` and `^^` in Python-Markdown, also beside Chinese, and its own `*` and `_`.

PyMdown's extensions follow CommonMark's rule about punctuation, so that `==高亮。==内容` would not
be a highlight.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Delimiter, DelimiterProcessor

from ..commonmark.highlight import (
    COMPARISON,
    LONGEST_HIGHLIGHT,
    OPERATOR_AFTER,
    OPERATOR_BEFORE,
    can_be_highlighted,
)

DELIMITER_TAGS = {"~": "del", "=": "mark", "^": "ins"}


def register_delimiters(md: Markdown) -> None:
    emphasis = TrackingDelimiterProcessor("*", "strong,em", md)
    emphasis.add("_", "strong,em", smart=True)
    md.inlinePatterns.register(emphasis, "em_strong", 60)
    pairs = TrackingDelimiterProcessor("~", DELIMITER_TAGS["~"], md, double=True)
    for token in DELIMITER_TAGS:
        pairs.delimiters[token] = PairedDelimiter(token, DELIMITER_TAGS[token])
    pairs.use(list(DELIMITER_TAGS))
    md.inlinePatterns.register(pairs, "pairs", 59)
    # Each processor sets `md.delimiters`, to which other extensions add; it must be that of `*`.
    md.delimiters = emphasis
    md.ESCAPED_CHARS.extend("~=^+")


class TrackingDelimiterProcessor(DelimiterProcessor):
    """Finds all pairs of a text at once and returns them one by one.

    Python-Markdown's own class assumes that the next delimiter in the text begins the next pair.
    If that delimiter is part of a word, characters are lost. Here the position follows from how
    much the text has grown since the pairs were found.
    """

    length = 0
    text = ""

    def use(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.compiled_re = re.compile("|".join(map(re.escape, tokens)))

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if not self.regions:
            self.length, self.text = len(data), data
        found: tuple[Element | None, int | None, int | None] = super().handleMatch(m, data)
        return found

    def add_region(self, delim: Delimiter, a: int, b: int, c: int, d: int, size: int) -> None:
        if delim.token != "=" or can_be_highlighted("=", self.text[b:c][:LONGEST_HIGHLIGHT]):
            super().add_region(delim, a, b, c, d, size)

    def get_cached_result(self, pos: int, data: str) -> tuple[Element, int, int]:
        self.cache_pos = self.regions[self.cache_index][0]
        found: tuple[Element, int, int] = super().get_cached_result(
            self.cache_pos + len(data) - self.length, data
        )
        return found


class PairedDelimiter(Delimiter):
    """A delimiter. Between ASCII letters and digits it is an operator: `a==b`."""

    def __init__(self, token: str, tag: str) -> None:
        super().__init__(token, tag, smart=False, double=True)
        pattern = self.boundary.pattern.strip().removeprefix("(?x)")
        word, sign = "[0-9A-Za-z]", re.escape(token)
        pattern = rf"(?!(?<={word}){sign}+{word})(?:{pattern})"
        if token == "=":
            operators = "".join(map(re.escape, sorted(OPERATOR_BEFORE)))
            comparison = rf"={{3,}}|={{2}}{OPERATOR_AFTER}|{COMPARISON.pattern}"
            pattern = rf"(?<![{operators}])(?!{comparison}){pattern}"
        self.boundary = re.compile(pattern, re.VERBOSE)
