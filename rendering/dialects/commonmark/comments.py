"""Obsidian's `%%comments%%` and MyST's `% comments`, which are not shown; the author is told.

A comment of Obsidian has its lines for itself, or white space around it and none directly behind
its first sign: `%%i` is a variable, and `100%%` a percentage. One of MyST ends with its line, and
only texts with directives or roles of MyST have it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from ...document import Document
from ...messages import message
from .math import INTERRUPTED, is_in_container, line_at

COMMENT_SIGN = "%%"
# In `%%time 和 %%timeit`, both signs are followed by a word and preceded by a space.
WORD = re.compile(r"[0-9A-Za-z]")
OPENS = re.compile(r"(?<=\s)%%\w")


def comments_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "comment", comment_inline_rule)
    markdown.block.ruler.before("fence", "comment", comment_block_rule, {"alt": INTERRUPTED})
    markdown.block.ruler.before("fence", "myst_comment", myst_comment_rule, {"alt": INTERRUPTED})


def comment_inline_rule(state: StateInline, silent: bool) -> bool:
    end = comment_end(state.src, state.pos, state.posMax)
    if end is None:
        return False
    if not silent:
        warn_hidden_comment(state.env["document"], state.src[state.pos : end])
    state.pos = end
    return True


def warn_hidden_comment(document: Document, comment: str) -> None:
    document.hidden_texts.append(comment)
    document.warn(message("comment-hidden"), comment)


def comment_end(text: str, start: int, limit: int) -> int | None:
    if not text.startswith(COMMENT_SIGN, start) or not is_space_or_edge(text, start - 1, start):
        return None
    position = text.find(COMMENT_SIGN, start + 2, limit)
    if (
        position <= start + 2
        or is_space_or_edge(text, start + 2)
        or not is_space_or_edge(text, position + 2, limit)
    ):
        return None
    if OPENS.match(text, position) and WORD.match(text, start + 2):
        return None
    # The second sign is in a code span that begins after the first.
    if text.count("`", start, position) % 2:
        return None
    return position + 2


def is_space_or_edge(text: str, position: int, edge: int = -1) -> bool:
    """Whether white space is at `position`, or the beginning or end of the text."""
    return position < 0 or position == edge or position >= len(text) or text[position].isspace()


def comment_block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment on lines of its own, which may include blank lines."""
    if state.is_code_block(start) or not line_at(state, start).lstrip().startswith(COMMENT_SIGN):
        return False
    last = last_comment_line(state, start, end)
    if last is None:
        return False
    if not silent:
        warn_hidden_comment(state.env["document"], state.getLines(start, last + 1, 0, False))
    state.line = last + 1
    return True


def last_comment_line(state: StateBlock, start: int, end: int) -> int | None:
    text = line_at(state, start).strip()
    if len(text) > 4 and text.endswith(COMMENT_SIGN):
        return start if text.find(COMMENT_SIGN, 2) == len(text) - 2 else None
    if COMMENT_SIGN in text[2:] or WORD.match(text, 2):
        return None
    for line in range(start + 1, end):
        if not is_in_container(state, line):
            return None
        if COMMENT_SIGN in (text := line_at(state, line)):
            return (
                line
                if text.rstrip().endswith(COMMENT_SIGN) and text.count(COMMENT_SIGN) == 1
                else None
            )
    return None


def myst_comment_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins with one percent sign."""
    line = line_at(state, start).lstrip()
    is_comment = line.startswith("%") and not line.startswith(COMMENT_SIGN)
    if not is_comment or state.is_code_block(start) or not state.env["document"].is_myst:
        return False
    if not silent:
        state.env["document"].hidden_texts.append(line)
        state.line = start + 1
    return True
