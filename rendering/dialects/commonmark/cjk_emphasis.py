"""Bold, italic and their like beside Chinese, which needs no spaces around them.

CommonMark asks whether a mark stands beside a space or punctuation. Chinese punctuation is full
width and stands in the middle of a line, so that `**重点。**内容` would stay as asterisks. The
rule here is that of https://github.com/tats-u/markdown-cjk-friendly: punctuation stops a mark
only where it is not Chinese and nothing Chinese is beside it. Underscores stay parts of words,
as in `数据_训练_集`, except beside Chinese punctuation.
"""

import re
import unicodedata
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from ...html.characters import CJK
from ..size_limits import MAX_DELIMITERS, has_too_many_delimiters

TOO_MANY_MARKS = (
    f"This paragraph has more than {MAX_DELIMITERS} signs such as *, [ and `, and is shown as text;"
    " divide it by empty lines, or make code of it"
)
BEGINNING, ENDING = frozenset({"Ps", "Pi"}), frozenset({"Pe", "Pf", "Po"})
CHINESE = re.compile(f"[{CJK}\uff01-\uff65]")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands before or after a row of marks."""

    space: bool
    punctuation: bool
    chinese: bool
    category: str

    @property
    def blocks(self) -> bool:
        """Whether it keeps a mark beside it from taking hold of words."""
        return self.punctuation and not self.chinese

    @property
    def frees(self) -> bool:
        """Whether it lets the mark on its other side do so in spite of that."""
        return self.space or self.punctuation or self.chinese


def neighbour(character: str) -> Neighbour:
    return Neighbour(
        space=isWhiteSpace(ord(character)),
        punctuation=isMdAsciiPunct(ord(character)) or isPunctChar(character),
        chinese=CHINESE.match(character) is not None,
        category=unicodedata.category(character),
    )


class CJKInlineState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        last = neighbour(self.src[start - 1] if start else " ")
        following = neighbour(self.src[end] if end < self.posMax else " ")
        opens = not following.space and (not following.blocks or last.frees)
        closes = not last.space and (not last.blocks or following.frees)
        if canSplitWord:
            return Scanned(opens, closes, end - start)
        return Scanned(
            opens and (not closes or last.punctuation or ends_word(following, BEGINNING)),
            closes and (not opens or following.punctuation or ends_word(last, ENDING)),
            end - start,
        )


def ends_word(side: Neighbour, categories: frozenset[str]) -> bool:
    """No word goes on across Chinese punctuation; “a_b_” is one that ends there."""
    return side.chinese and side.punctuation and side.category in categories


class CJKInlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = CJKInlineState(src, md, env, tokens)
        if has_too_many_delimiters(src):
            env["document"].warn(TOO_MANY_MARKS, src)
            state.push("text", "", 0).content = src
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
