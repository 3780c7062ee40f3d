"""A block of HTML ends before a displayed formula that its first empty line would cut in two.

<img src="a.png">
$$
a

b
$$
"""

from markdown_it.rules_block import StateBlock, html_block

from .math import display_end, line_starts_with


def html_block_before_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser's own rule, and its end mended."""
    found = html_block(state, start, end, silent)
    if found and not silent and state.line < end and state.isEmpty(state.line):
        end_before_formula(state, start, end)
    return found


def end_before_formula(state: StateBlock, start: int, end: int) -> None:
    """The first formula that begins within the block and ends behind it has the rest."""
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
