"""The parser's loops over every character and every rule, as they are but sooner."""

import re
from collections.abc import Callable
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from .emphasis import InlineParser

# Where an inline construct may begin: the parser's own list.
SIGN = re.compile(r"[\n!#$%&*+:<=>@\[\\\]^_`{}~-]")
# The only characters at which these can begin; the others are asked at every sign.
BEGINNINGS = {
    "attributes": "{",
    "autolink": "<",
    "backticks": "`",
    "comment": "%",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "formula": "$\\",
    "html_inline": "<",
    "image": "!",
    "keys": "+",
    "link": "[",
    "linkify": ":",
    "marks": "=+",
    "newline": "\n",
    "scripts": "~^",
    "strikethrough": "~",
    "wiki_link": "[!",
}
# A line that begins with a letter, or a link, begins nothing, unless such a line follows: a
# table, a definition.
BELOW = frozenset("|-:~")

InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]


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


class QuickInline(InlineParser):
    """Asks only the rules that can begin where it is, and none about the text before."""

    @cached_property
    def by_sign(self) -> dict[str, list[InlineRule]]:
        """From the first article on, when all rules are in."""
        rules = [rule for rule in self.ruler.__rules__ if rule.enabled and rule.name != "text"]
        signs = map(chr, range(128))
        return {
            sign: [rule.fn for rule in rules if sign in BEGINNINGS.get(rule.name, sign)]
            for sign in signs
            if SIGN.match(sign)
        }

    def tokenize(self, state: StateInline) -> None:
        deepest = state.md.options["maxNesting"]
        while state.pos < state.posMax:
            if take_text(state, False):
                continue
            sign = state.src[state.pos]
            rules = self.by_sign[sign] if state.level < deepest else ()
            if not any(rule(state, False) for rule in rules):
                state.pending += sign
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1  # as the parser does it
        elif not take_text(state, True):
            state.level += 1
            if not any(rule(state, True) for rule in self.by_sign[state.src[start]]):
                state.pos += 1
            state.level -= 1
        state.cache[start] = state.pos


def hasten_blocks(markdown: MarkdownIt) -> None:
    """Call it when all rules are in: most lines of a paragraph cannot begin anything else."""
    ruler = markdown.block.ruler
    asked = {
        chain: [only_where_possible(ruler.getRules(chain))]
        for rule in ruler.__rules__
        for chain in rule.alt
    }
    all_rules = ruler.getRules("")
    ruler.getRules = lambda chainName="": asked.get(chainName, all_rules)  # type: ignore[method-assign]


def only_where_possible(rules: list[BlockRule]) -> BlockRule:
    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if begins_nothing(state, line):
            return False
        return any(rule(state, line, end, silent) for rule in rules)

    return ask


def begins_nothing(state: StateBlock, line: int) -> bool:
    """An `x` may be a mark of another system, and `[^` a footnote."""
    first = character(state, line)
    if not (first.isalpha() or first == "[") or first == "x":
        return False
    if first == "[" and state.src.startswith("^", state.bMarks[line] + state.tShift[line] + 1):
        return False
    below = line + 1 + (line + 1 < state.lineMax and state.isEmpty(line + 1))
    return below >= state.lineMax or character(state, below) not in BELOW


def character(state: StateBlock, line: int) -> str:
    place = state.bMarks[line] + state.tShift[line]
    return state.src[place : place + 1]
