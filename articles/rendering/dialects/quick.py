"""The parser's two loops over every character, as they are but sooner."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

# Where an inline construct may begin: the parser's own list.
SIGN = re.compile(r"[\n!#$%&*+:<=>@\[\\\]^_`{}~-]")


def quick_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.at("block", find_blocks)
    markdown.inline.ruler.at("text", take_text)


def find_blocks(state: StateCore) -> None:
    lines = Lines(state.src, state.md, state.env, state.tokens)
    state.md.block.tokenize(lines, lines.line, lines.lineMax)


class Lines(StateBlock):
    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        self.bMarks, self.eMarks, self.tShift, self.sCount = [], [], [], []
        start = 0
        for line in src.split("\n"):
            self.add(start, line)
            start += len(line) + 1
        if not line.lstrip(" \t"):
            for column in (self.bMarks, self.eMarks, self.tShift, self.sCount):
                column.pop()  # as the parser does it
        self.lineMax = len(self.bMarks)
        self.add(len(src), "")
        self.bsCount = [0] * len(self.bMarks)

    def add(self, start: int, line: str) -> None:
        shift = len(line) - len(line.lstrip(" \t"))
        self.bMarks.append(start)
        self.eMarks.append(start + len(line))
        self.tShift.append(shift)
        self.sCount.append(len(line[:shift].expandtabs(4)))


def take_text(state: StateInline, silent: bool) -> bool:
    sign = SIGN.search(state.src, state.pos, state.posMax)
    end = sign.start() if sign else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True
