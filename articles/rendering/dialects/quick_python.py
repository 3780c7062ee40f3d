"""Python-Markdown's inline patterns, without asking those whose sign is nowhere in a text."""

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# By the pattern's name; one that is not here is always asked.
SIGNS = {
    "autolink": "<",
    "automail": "<",
    "backtick": "`",
    "entity": "&",
    "escape": "\\",
    "footnote": "[^",
    "html": "<",
    "image_link": "![",
    "image_reference": "![",
    "linebreak": "\n",
    "link": "[",
    "reference": "[",
    "short_image_ref": "![",
    "short_reference": "[",
    "ticked_formula": "$`",
}


def quicken(md: Markdown) -> None:
    """Call it when all patterns are registered."""
    md.treeprocessors.register(QuickInline(md), "inline", 20)


class QuickInline(InlineProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        all_of_them = md.inlinePatterns
        signs = {id(all_of_them[n]): sign for n, sign in SIGNS.items() if n in all_of_them}
        self.patterns = [(pattern, signs.get(id(pattern), "")) for pattern in all_of_them]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        """The loop of the same name; only the question about the sign is new."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self.patterns):
            pattern, sign = self.patterns[patternIndex]
            if sign in data:
                data, found, start = self.apply(pattern, data, patternIndex, start)
                if found:
                    continue
            patternIndex, start = patternIndex + 1, 0
        return data

    def apply(self, pattern: Pattern, data: str, index: int, start: int) -> tuple[str, bool, int]:
        result: tuple[str, bool, int] = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
            pattern, data, index, start
        )
        return result
