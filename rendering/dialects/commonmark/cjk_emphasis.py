"""Emphasis beside Chinese, which has no spaces around it.

In CommonMark, delimiters cannot open or close emphasis beside some spaces and punctuation.
Chinese text has punctuation without spaces, so that `**重点。**内容` would stay as asterisks. Here
the rule is that of https://github.com/tats-u/markdown-cjk-friendly: punctuation prevents emphasis
only if it is not Chinese and no Chinese is on the other side of the delimiter. Underscores are
parts of words, as in `数据_训练_集`, except beside Chinese punctuation.
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
from ...messages import message
from ..size_limits import MAX_DELIMITERS, has_too_many_delimiters

BEGINNING, ENDING = frozenset({"Ps", "Pi"}), frozenset({"Pe", "Pf", "Po"})
CHINESE = re.compile(f"[{CJK}\uff01-\uff65]")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The character before or after a run of delimiters."""

    space: bool
    punctuation: bool
    chinese: bool
    category: str

    @property
    def prevents_emphasis(self) -> bool:
        """Whether it prevents emphasis that begins or ends on its side of the delimiters."""
        return self.punctuation and not self.chinese

    @property
    def allows_emphasis(self) -> bool:
        """Whether it allows emphasis although the character on the other side prevents it."""
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
        opens = not following.space and (not following.prevents_emphasis or last.allows_emphasis)
        closes = not last.space and (not last.prevents_emphasis or following.allows_emphasis)
        if canSplitWord:
            return Scanned(opens, closes, end - start)
        return Scanned(
            opens and (not closes or last.punctuation or ends_word(following, BEGINNING)),
            closes and (not opens or following.punctuation or ends_word(last, ENDING)),
            end - start,
        )


def ends_word(side: Neighbour, categories: frozenset[str]) -> bool:
    """Whether a word ends at Chinese punctuation on this side, so that `_` may be a delimiter."""
    return side.chinese and side.punctuation and side.category in categories


class CJKInlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = CJKInlineState(src, md, env, tokens)
        if has_too_many_delimiters(src):
            env["document"].warn(message("paragraph-too-dense", most=MAX_DELIMITERS), src)
            state.push("text", "", 0).content = src
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
