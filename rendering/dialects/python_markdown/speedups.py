"""Python-Markdown's rules, without asking those whose sign is nowhere in a text.

Inline patterns that give text alone replace all that they find at once: one by one, the rest of
the text would be copied each time.
"""

import re
from functools import cache, partial
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import BacktickInlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString

from .serializer import to_xhtml

# By the pattern's name: one or the other; what is not here is always asked.
SIGNS: dict[str, tuple[str, ...]] = {
    "autolink": ("<",),
    "automail": ("<",),
    "backtick": ("`",),
    "em_strong": ("*", "_"),
    "entity": ("&",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "formula": ("$", "\\"),
    "html": ("<",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "inline_note": ("^[",),
    "keys": ("++",),
    "linebreak": ("\n",),
    "link": ("[",),
    "reference": ("[",),
    "scripts": ("~", "^"),
    "short_image_ref": ("![",),
    "short_reference": ("[",),
    "snippet": ("8<",),
    "ticked_formula": ("$`",),
}
ALWAYS = ("",)
TICK = re.compile("()`")
# The same for blocks; what goes on from the block before is indented.
TAB = "    "
BLOCK_SIGNS: dict[str, tuple[str, ...]] = {
    "abbr": ("*[",),
    "admonition": ("!!!", TAB),
    "code": (TAB,),
    "defindent": (TAB,),
    "deflist": (":",),
    "details": ("???", TAB),
    "footnote": ("[^",),
    "formula": ("$", "\\"),
    "hashheader": ("#",),
    "indent": (TAB,),
    "markdown_block": (STX,),
    "quote": (">",),
    "reference": ("]:",),
    "setextheader": ("\n",),
    "tabbed": ("===", TAB),
    "table": ("|",),
}
AT_ONCE = frozenset(
    {
        *("autolink", "automail", "backtick", "entity", "escape", "formula", "html"),
        *("linebreak", "ticked_formula"),
    }
)


def quicken(md: Markdown) -> None:
    """Call it when all patterns are registered."""
    rules = md.parser.blockprocessors
    signs = {id(rules[name]): each for name, each in BLOCK_SIGNS.items()}
    asked = [(rule, *both(signs.get(id(rule), ALWAYS))) for rule in rules]
    md.parser.parseBlocks = partial(parse_blocks, asked)  # type: ignore[method-assign]
    md.treeprocessors.register(QuickInline(md), "inline", 20)
    md.treeprocessors.register(QuickUnescape(md), "unescape", 0)
    md.is_block_level = cache(md.is_block_level)  # type: ignore[method-assign]
    md.serializer = to_xhtml


def both(signs: tuple[str, ...]) -> tuple[str, str]:
    return signs[0], signs[-1]


def parse_blocks(
    asked: list[tuple[BlockProcessor, str, str]], parent: Element, blocks: list[str]
) -> None:
    """The parser's loop over blocks and rules; new is the question about the sign."""
    while blocks:
        for processor, sign, other in asked:
            if (
                (sign in blocks[0] or other in blocks[0])
                and processor.test(parent, blocks[0])
                and processor.run(parent, blocks) is not False
            ):
                break


class QuickUnescape(UnescapeTreeprocessor):
    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class QuickInline(InlineProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        names = {id(patterns[name]): name for name in {*SIGNS, *AT_ONCE} if name in patterns}
        self.patterns = [self.asked(pattern, names.get(id(pattern), "")) for pattern in patterns]

    @staticmethod
    def asked(pattern: Any, name: str) -> tuple[Any, str, str, str]:
        return pattern, name, *both(SIGNS.get(name, ALWAYS))

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        """The loop of the same name; new are the question about the sign and the haste."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self.patterns):
            pattern, name, sign, other = self.patterns[patternIndex]
            if sign in data or other in data:
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
        """An AtomicString stays where it is: no other pattern finds anything in it."""
        search = pattern.getCompiledRegExp().search
        pieces, at = [], 0
        match = search(data)
        while match:
            node, start, end = pattern.handleMatch(match, data)
            if start is None or end is None:
                match = search(data, match.end())
                continue
            if node is not None:
                whole = isinstance(node, AtomicString)
                pieces += [data[at:start], node if whole else self.stash(node, pattern.type())]
                at = end
            # Replaced backslashes must not keep the backtick behind them from beginning code.
            is_escape = isinstance(pattern, BacktickInlineProcessor) and isinstance(node, str)
            match = TICK.match(data, end) if is_escape else search(data, end)
        return "".join([*pieces, data[at:]])

    def stash(self, node: Element | str, kind: str) -> str:
        name: str = self._InlineProcessor__stashNode(node, kind)  # type: ignore[attr-defined]
        return name
