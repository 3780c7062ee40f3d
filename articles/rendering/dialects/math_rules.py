"""Formulas as tokens of the CommonMark parser, found before emphasis can touch them."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..formulas.delimiters import block_formula, closing_of, formula_at

MOST_LINES = 200
INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def math_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "formula", inline_rule)
    markdown.block.ruler.before("fence", "formula", block_rule, {"alt": INTERRUPTED})
    markdown.core.ruler.after("inline", "formula_lines", number_lines)


def inline_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    span = formula_at(state.src, state.pos)
    if span is None or span.end > state.posMax:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.meta = span.latex, {"display": span.display}
    state.pos = span.end
    return True


def block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    place = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("$$", "\\"), place) or state.is_code_block(start):
        return False
    text = candidate(state, start, end)
    span = block_formula(text)
    if span is None:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.block, token.content = True, span.latex
        token.meta = {"display": True, "line": start + 1}
    state.line = start + 1 + text.count("\n", 0, span.end)
    return True


def candidate(state: StateBlock, start: int, end: int) -> str:
    """The lines that may be a formula: up to the first with its closing delimiter."""
    first = line_at(state, start).lstrip()
    delimiters = closing_of(first)
    if delimiters is None:
        return ""
    opening, closing = delimiters
    lines = [first]
    line, rest = start + 1, first[len(opening) :]
    while closing not in rest and line < min(end, start + MOST_LINES) and inside(state, line):
        rest = line_at(state, line)
        lines.append(rest)
        line += 1
    return "\n".join(lines)


def line_at(state: StateBlock, line: int) -> str:
    """A line without the quote marks and the indent of what it is in."""
    return state.getLines(line, line + 1, state.blkIndent, False)


def inside(state: StateBlock, line: int) -> bool:
    return state.isEmpty(line) or state.sCount[line] >= state.blkIndent


def number_lines(state: StateCore) -> None:
    """Tell each formula in a paragraph its line, for warnings."""
    for token in state.tokens:
        if token.type == "inline" and token.map:
            number_children(token.children or [], token.map[0] + 1)


def number_children(children: list[Token], line: int) -> None:
    for child in children:
        if child.type == "formula":
            child.meta["line"] = line
        line += child.content.count("\n") + (child.type in ("softbreak", "hardbreak"))
