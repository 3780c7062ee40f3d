"""Formulas and equation references as tokens of the CommonMark parser."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...math.formula_delimiters import (
    FormulaSpan,
    ReferenceSpan,
    begins_section,
    block_formula,
    delimiters_at,
    formula_at,
    reference_at,
)
from ...math.unpaired_delimiters import MOST_WARNINGS, UnpairedWarnings, find_unpaired

MAX_LINES = 200
LONGEST_SEARCH = 4000  # characters between a dollar and an environment within it
EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
# Lines that begin with a dollar and have no other.
DOLLAR_LINE = re.compile(r"^[ \t>]*\$[^$\n]*$", re.MULTILINE)
ENDING_PARAGRAPHS = re.compile(
    r"\n[ \t]*(?:\n|[-+*] |#{1,6} |>|\d{1,9}[.)] |[-=]+[ \t]*(?:\n|$)|```|~~~)"
)
INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def math_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "formula", formula_inline_rule)
    markdown.block.ruler.before("fence", "formula", formula_block_rule, {"alt": INTERRUPTED})
    markdown.core.ruler.after("inline", "formula_lines", number_formula_lines)


def formula_inline_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = formula_at(state.src, state.pos) or reference_at(state.src, state.pos)
    if found is None or found.end > state.posMax:
        if not silent and find_unpaired(state.src, state.pos):
            state.env.setdefault("unpaired", []).append((state.src, state.pos))
        return False
    if not silent:
        push_formula(state, found)
    state.pos = found.end
    return True


def push_formula(state: StateInline, found: FormulaSpan | ReferenceSpan) -> None:
    if isinstance(found, FormulaSpan):
        token = state.push("formula", "math", 0)
        token.content, token.meta = found.latex, {"display": found.display}
    else:
        token = state.push("reference", "a", 0)
        token.content, token.meta = found.label, {"brackets": found.brackets}


def formula_block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not line_starts_with(state, start, ("$$", "\\")) or state.is_code_block(start):
        return False
    text = formula_lines(state, start, end)
    if text and is_between_dollars(state, start, start + 1 + text.count("\n")):
        return False
    span = block_formula(text)
    if span is None:
        return has_paragraph_end(text) and formula_paragraph_rule(state, start, text, silent)
    if not silent:
        token = state.push("formula", "math", 0)
        token.block, token.content = True, span.latex
        token.meta = {"display": True, "line": start + 1}
    state.line = start + 1 + text.count("\n", 0, span.end)
    return True


def is_between_dollars(state: StateBlock, start: int, after: int) -> bool:
    """Whether the lines are an environment within single dollars on lines of their own.

    Then the nearest dollar above is such a line and opens a formula, and the nearest below ends
    it: the environment is part of their paragraph.
    """
    begin = state.bMarks[start]
    near = state.src[max(begin - LONGEST_SEARCH, 0) : begin]
    if not ends_in_dollar_line(near):
        return False
    end = state.bMarks[after] if after < state.lineMax else len(state.src)
    above = EMPTY_LINE.split(near)[-1]
    below = EMPTY_LINE.split(state.src[end : end + LONGEST_SEARCH], maxsplit=1)[0]
    before, dollar, _rest = below.partition("$")
    return (
        len(DOLLAR_LINE.findall(above)) % 2 == 1
        and bool(dollar)
        and not before.rpartition("\n")[2].strip(" \t>")
    )


def ends_in_dollar_line(text: str) -> bool:
    """Whether the last dollar is alone on its line, with only lines of its paragraph below."""
    before, dollar, behind = text.rpartition("$")
    rest, line_end, _ = behind.partition("\n")
    alone = not before.rpartition("\n")[2].strip(" \t>") and not rest.strip(" \t")
    return bool(dollar and line_end) and alone and EMPTY_LINE.search(behind) is None


def display_end(state: StateBlock, start: int, end: int) -> int | None:
    """The line behind the displayed formula that begins at line `start`, if one does."""
    text = formula_lines(state, start, end)
    span = block_formula(text) or formula_at(text, 0)
    return start + 1 + text.count("\n", 0, span.end) if span and span.display else None


def has_paragraph_end(text: str) -> bool:
    """Whether a line of the formula would end a paragraph, if it has text behind it."""
    return bool(text) and ENDING_PARAGRAPHS.search(text) is not None


def formula_paragraph_rule(state: StateBlock, start: int, text: str, silent: bool) -> bool:
    span = formula_at(text, 0)
    if span is None or not span.display:
        return False
    state.line = start + 1 + text.count("\n")
    if not silent:
        token = state.push("paragraph_open", "p", 1)
        token.map = [start, state.line]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = text.strip(), [start, state.line], []
        state.push("paragraph_close", "p", -1)
    return True


def formula_lines(state: StateBlock, start: int, end: int) -> str:
    """The lines that may be a formula: up to the first with its closing delimiter."""
    first = line_at(state, start).lstrip()
    delimiters = delimiters_at(first)
    if delimiters is None:
        return ""
    opening, closing = delimiters
    lines = [first]
    line, rest = start + 1, first[len(opening) :]
    while (
        closing not in rest and line < min(end, start + MAX_LINES) and is_in_container(state, line)
    ):
        rest = line_at(state, line)
        if begins_section(rest):
            return ""
        if opening != closing and rest.lstrip().startswith(opening):
            return ""
        lines.append(rest)
        line += 1
    return "\n".join(lines)


def line_starts_with(state: StateBlock, line: int, signs: str | tuple[str, ...]) -> bool:
    """Whether a line starts with one of `signs`, behind its indent and quote marks."""
    return state.src.startswith(signs, state.bMarks[line] + state.tShift[line])


def line_at(state: StateBlock, line: int) -> str:
    """A line without the quote marks and the indent of its containers."""
    return state.getLines(line, line + 1, state.blkIndent, False)


def is_in_container(state: StateBlock, line: int) -> bool:
    return state.isEmpty(line) or state.sCount[line] >= state.blkIndent


def number_formula_lines(state: StateCore) -> None:
    """Set the line of each formula in a paragraph, for warnings."""
    lines: dict[str, int] = {}
    for token in state.tokens:
        if token.type == "inline" and token.map:
            lines.setdefault(token.content, token.map[0] + 1)
            number_child_lines(token.children or [], token.map[0] + 1)
    warn_unpaired_delimiters(state, lines)


def warn_unpaired_delimiters(state: StateCore, lines: dict[str, int]) -> None:
    """Warn of delimiters that begin no formula, with their line if their paragraph has one."""
    unpaired = UnpairedWarnings(state.env["document"])
    for text, position in state.env.pop("unpaired", [])[:MOST_WARNINGS]:
        first = lines.get(text)
        unpaired.warn(text, position, first and first + text.count("\n", 0, position))


def number_child_lines(children: list[Token], line: int) -> None:
    for child in children:
        if child.type in ("formula", "reference"):
            child.meta["line"] = line
        line += child.content.count("\n") + (child.type in ("softbreak", "hardbreak"))
