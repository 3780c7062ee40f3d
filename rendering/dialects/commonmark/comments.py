"""Obsidian's `%%comments%%`, which no reader sees; never in code or a formula.

One has its lines for itself, or white space around it and none just inside its first sign: `%%i`
is a variable, and `100%%` a share. Its author is told that nobody sees it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from ...document import Document
from .math import INTERRUPTED, inside, line_at

MARK = "%%"
# `50%%`, and `%%time 和 %%timeit`, where the second opens as the first does.
WORD = re.compile(r"[0-9A-Za-z]")
OPENS = re.compile(r"(?<=\s)%%\w")
HIDDEN = "This comment is not shown, since it stands between %%"


def comments_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "comment", inline_rule)
    markdown.block.ruler.before("fence", "comment", block_rule, {"alt": INTERRUPTED})


def inline_rule(state: StateInline, silent: bool) -> bool:
    end = comment_end(state.src, state.pos, state.posMax)
    if end is None:
        return False
    if not silent:
        tell(state.env["document"], state.src[state.pos : end])
    state.pos = end
    return True


def tell(document: Document, comment: str) -> None:
    document.hidden.append(comment)
    document.warn(HIDDEN, comment)


def comment_end(text: str, start: int, limit: int) -> int | None:
    if not text.startswith(MARK, start) or not is_blank(text, start - 1, start):
        return None
    place = text.find(MARK, start + 2, limit)
    if place <= start + 2 or is_blank(text, start + 2) or not is_blank(text, place + 2, limit):
        return None
    if OPENS.match(text, place) and WORD.match(text, start + 2):
        return None
    # The second mark is in a piece of code that begins after the first.
    if text.count("`", start, place) % 2:
        return None
    return place + 2


def is_blank(text: str, place: int, edge: int = -1) -> bool:
    """Whether white space is there, or the edge of the text."""
    return place < 0 or place == edge or place >= len(text) or text[place].isspace()


def block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that has its lines for itself, blank ones among them."""
    if state.is_code_block(start) or not line_at(state, start).lstrip().startswith(MARK):
        return False
    last = last_line(state, start, end)
    if last is None:
        return False
    if not silent:
        tell(state.env["document"], state.getLines(start, last + 1, 0, False))
    state.line = last + 1
    return True


def last_line(state: StateBlock, start: int, end: int) -> int | None:
    text = line_at(state, start).strip()
    if len(text) > 4 and text.endswith(MARK):
        return start if text.find(MARK, 2) == len(text) - 2 else None
    if MARK in text[2:] or WORD.match(text, 2):
        return None
    for line in range(start + 1, end):
        if not inside(state, line):
            return None
        if MARK in (text := line_at(state, line)):
            return line if text.rstrip().endswith(MARK) and text.count(MARK) == 1 else None
    return None
