"""Ends an HTML block before a displayed formula that the block's first empty line would split.

<img src="a.png">
$$
a

b
$$
"""

from markdown_it.rules_block import StateBlock, html_block

from .math import display_end, line_starts_with


def html_block_before_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser's own rule, with its end corrected."""
    found = html_block(state, start, end, silent)
    if found and not silent and state.line < end and state.isEmpty(state.line):
        end_before_formula(state, start, end)
    return found


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
