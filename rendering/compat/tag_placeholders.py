"""Placeholders for foreign tags: words that pass through a dialect and are resolved in the tree.

In the source each such tag is replaced by a word that every dialect reads as text. In the
sanitized HTML the word is replaced by what it stands for; in code and formulas, by the tag again.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from .replacements import Box, BoxEnd, CalloutAround, ImageSize, Label, ParagraphBreak, Placed

# Their placeholders are blocks, even directly below a paragraph or a table.
BLOCKS = (Box, BoxEnd, ParagraphBreak, Label, ImageSize, CalloutAround)


@dataclass(frozen=True, slots=True)
class TagPlaceholder:
    """`raw` is the part of the source that it replaces, and `line` its line, from 1."""

    raw: str
    line: int
    replacement: Placed


@lru_cache(maxsize=8)
def placeholder_pattern(token: str) -> re.Pattern[str]:
    return re.compile(f"x{token}m([0-9]+)m")


@dataclass(slots=True)
class TagPlaceholders:
    """The placeholders of an article, by number.

    Their words contain the random token of the document, so that no author can write one.
    `sources` are the sources of all tags that were replaced, also of those without a placeholder;
    `article_labels` are labels of the article as a whole; `discarded` holds the elements that were
    taken out of the page.
    """

    token: str
    items: list[TagPlaceholder] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    article_labels: set[str] = field(default_factory=set)
    discarded: LexborNode | None = None

    @property
    def prefix(self) -> str:
        """What every word begins with."""
        return f"x{self.token}m"

    @property
    def pattern(self) -> re.Pattern[str]:
        return placeholder_pattern(self.token)

    def add(self, raw: str, line: int, replacement: Placed) -> str:
        """A new placeholder; returns its word."""
        self.items.append(TagPlaceholder(raw, line, replacement))
        return f"{self.prefix}{len(self.items) - 1}m"

    def restore(self, text: str) -> str:
        """`text` with the author's source in place of the words."""
        if self.token not in text:
            return text
        return self.pattern.sub(lambda match: self.get(match).raw, text)

    def is_block(self, text: str) -> bool:
        """Whether a line begins with the placeholder of a block and ends with a placeholder."""
        first = self.pattern.match(text)
        if first is None or not isinstance(self.get(first).replacement, BLOCKS):
            return False
        *_, last = self.pattern.finditer(text)
        return last.end() == len(text)

    def get(self, match: re.Match[str]) -> TagPlaceholder:
        """The placeholder of a match of `pattern`."""
        return self.items[int(match[1])]
