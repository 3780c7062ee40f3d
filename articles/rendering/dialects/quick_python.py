"""Python-Markdown's inline patterns, without asking those whose sign is nowhere in a text.

Those that give text alone replace all that they find at once: one by one, the rest of the text
would be copied each time.
"""

from typing import Any
from xml.etree.ElementTree import Element

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
AT_ONCE = frozenset(
    {
        *("autolink", "automail", "backtick", "entity", "escape", "formula", "html"),
        *("linebreak", "ticked_formula"),
    }
)


def quicken(md: Markdown) -> None:
    """Call it when all patterns are registered."""
    md.treeprocessors.register(QuickInline(md), "inline", 20)


class QuickInline(InlineProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        names = {id(patterns[name]): name for name in {*SIGNS, *AT_ONCE} if name in patterns}
        self.patterns = [(pattern, names.get(id(pattern), "")) for pattern in patterns]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        """The loop of the same name; new are the question about the sign and the haste."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self.patterns):
            pattern, name = self.patterns[patternIndex]
            if SIGNS.get(name, "") in data:
                if name in AT_ONCE:
                    data = self.replace_all(pattern, data)
                else:
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

    def replace_all(self, pattern: Any, data: str) -> str:
        search = pattern.getCompiledRegExp().search
        pieces, at = [], 0
        match = search(data)
        while match:
            node, start, end = pattern.handleMatch(match, data)
            if start is None or end is None:
                match = search(data, match.end())
                continue
            if node is not None:
                pieces += [data[at:start], self.stash(node, pattern.type())]
                at = end
            match = search(data, end)
        return "".join([*pieces, data[at:]])

    def stash(self, node: Element | str, kind: str) -> str:
        name: str = self._InlineProcessor__stashNode(node, kind)  # type: ignore[attr-defined]
        return name
