"""Corrects where an HTML block ends: before a displayed formula that its first empty line would
split, and behind a comment that has empty lines within a list item.

<img src="a.png">
$$
a

b
$$

The parser takes an empty line within an item for the end of a comment. Then the comment would have
no end, and the rest of the page would be part of it.
"""

import re

from markdown_it.rules_block import StateBlock, html_block

from .math import display_end, line_at, line_starts_with

# Blocks that end with their own sign, and not with an empty line (CommonMark 4.6, 1 to 5)
ENCLOSED = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (
        re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)


def html_block_before_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser's own rule, with its end corrected."""
    found = html_block(state, start, end, silent)
    if found and not silent and state.blkIndent:
        end_behind_sign(state, start, end)
    if found and not silent and state.line < end and state.isEmpty(state.line):
        end_before_formula(state, start, end)
    return found


def end_behind_sign(state: StateBlock, start: int, end: int) -> None:
    """Let a block go on behind empty lines of its list item until the sign that ends it."""
    first = line_at(state, start).lstrip()
    closing = next((close for opening, close in ENCLOSED if opening.match(first)), None)
    token = state.tokens[-1]
    if closing is None or closing.search(token.content) or state.line >= end:
        return
    for line in range(state.line, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return
        if closing.search(line_at(state, line)):
            state.line = line + 1
            token.map = [start, state.line]
            token.content = state.getLines(start, state.line, state.blkIndent, True)
            return


def end_before_formula(state: StateBlock, start: int, end: int) -> None:
    """End the block before the first formula that begins in it and ends behind it."""
    last = state.line
    for line in range(start + 1, last):
        if line_starts_with(state, line, ("$$", "\\[", "\\\\[")):
            behind = display_end(state, line, end)
            if behind and behind > last:
                state.line = line
                token = state.tokens[-1]
                token.map = [start, line]
                token.content = state.getLines(start, line, state.blkIndent, True)
                return
