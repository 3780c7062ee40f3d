"""The parser's loops over every character and every rule, as they are but sooner."""

import re
from collections.abc import Callable
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.ruler import Rule
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
    "class": "^",
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
    "scoped": "<",
    "scripts": "~^",
    "strikethrough": "~",
    "wiki_link": "[!",
}
# The same for blocks, by the first character of their first line.
BLOCK_BEGINNINGS = {
    "abbreviation": "*",
    "attributes": "{",
    "blockquote": ">",
    "comment": "%",
    "fence": "`~",
    "footnote_def": "[",
    "foreign": "x",
    "formula": "$\\",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*+-0123456789",
    "markdown_in_html": "<",
    "reference": "[",
}
# The line below tells these, unless their own begins with one of the characters.
FROM_BELOW = {"deflist": ":~", "table": ""}
BELOW = frozenset("|-:~")
# In the place of all spaces, before which some rules look farther, and of all beyond ASCII.
SPACE, OTHER = " ", "\x80"

InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]


def quick_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.at("block", find_blocks)
    markdown.inline.ruler.at("text", take_text)


def find_blocks(state: StateCore) -> None:
    lines = Lines(state.src, state.md, state.env, state.tokens)
    state.md.block.tokenize(lines, lines.line, lines.lineMax)


class Lines(StateBlock):
    src = ""  # an attribute: the parser's property is read a hundred times for each line

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
    """Call it when all rules are in: few can begin with the character that a line begins with."""
    rules = [rule for rule in markdown.block.ruler.__rules__ if rule.enabled]
    chains = {chain for rule in rules for chain in rule.alt}
    asked = {
        chain: [only_where_possible([rule for rule in rules if chain in rule.alt])]
        for chain in chains
    }
    asked[""] = [only_where_possible(rules)]
    markdown.block.ruler.getRules = lambda chainName="": asked[chainName]  # type: ignore[method-assign]


def only_where_possible(rules: list[Rule[BlockRule]]) -> BlockRule:
    """One rule that asks those of `rules` that are possible, by the first character of a line."""

    def possible(sign: str, *, below: bool) -> list[BlockRule]:
        return [
            rule.fn
            for rule in rules
            if (sign == SPACE or sign in BLOCK_BEGINNINGS.get(rule.name, sign))
            and (below or sign in FROM_BELOW.get(rule.name, sign))
        ]

    signs = [*map(chr, range(ord("!"), ord("~") + 1)), SPACE, OTHER]
    alone = {sign: possible(sign, below=False) for sign in signs}
    with_below = {sign: possible(sign, below=True) for sign in signs}

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        sign = character(state, line)
        if sign not in alone:
            sign = OTHER if sign.strip() else SPACE
        for rule in (with_below if has_sign_below(state, line) else alone)[sign]:
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def has_sign_below(state: StateBlock, line: int) -> bool:
    """Whether the next line, or the one behind an empty one, may make something of this one."""
    below = line + 1 + (line + 1 < state.lineMax and state.isEmpty(line + 1))
    return below < state.lineMax and character(state, below) in BELOW


def character(state: StateBlock, line: int) -> str:
    place = state.bMarks[line] + state.tShift[line]
    return state.src[place : place + 1]
