"""Obsidian's `%%comments%%`, which no reader sees; never in code or a formula."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from .math_rules import INTERRUPTED, inside, line_at

MARK = "%%"
# `50%%`, and `%%time 和 %%timeit`, where the second opens as the first does.
WORD = re.compile(r"[0-9A-Za-z]")
OPENS = re.compile(r"(?<=\s)%%\w")


def comments_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "comment", inline_rule)
    markdown.block.ruler.before("fence", "comment", block_rule, {"alt": INTERRUPTED})


def inline_rule(state: StateInline, silent: bool) -> bool:
    end = comment_end(state.src, state.pos, state.posMax)
    if end is None:
        return False
    state.pos = end
    return True


def comment_end(text: str, start: int, limit: int) -> int | None:
    if not text.startswith(MARK, start) or (start and WORD.match(text, start - 1)):
        return None
    place = text.find(MARK, start + 2, limit)
    if place <= start + 2 or (OPENS.match(text, place) and WORD.match(text, start + 2)):
        return None
    # The second mark is in a piece of code that begins after the first.
    if text.count("`", start, place) % 2:
        return None
    return place + 2


def block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that has its lines for itself, blank ones among them."""
    if state.is_code_block(start) or not line_at(state, start).lstrip().startswith(MARK):
        return False
    last = last_line(state, start, end)
    if last is None:
        return False
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
