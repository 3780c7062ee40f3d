"""Limits how many lines the rules for link definitions and tables read from each line on."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table

from ...messages import Message, message
from ..size_limits import MAX_CELLS, MAX_FILLED_CELLS
from .math import line_at, line_starts_with

# A definition on one line, perhaps with its title.
COMPLETE = re.compile(
    r"\s*\[(?:[^\[\]\\]|\\.)+\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)"
    r"(?P<title>[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
TITLE = re.compile(r"\s*[\"'(]")
MAX_LINES = 10
TOO_LARGE = message("table-too-large", most=MAX_CELLS)
TOO_SHORT = message("table-lacks-cells")


def rule_limits_plugin(markdown: MarkdownIt) -> None:
    markdown.block.ruler.at("reference", reference_rule)
    markdown.block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})


def reference_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not line_starts_with(state, start, "["):
        return False
    last, state.lineMax = state.lineMax, min(state.lineMax, start + definition_lines(state, start))
    found = reference(state, start, end, silent)
    state.lineMax = last
    return found


def definition_lines(state: StateBlock, start: int) -> int:
    """How many lines to read for a definition: its title may be on the next lines."""
    complete = COMPLETE.fullmatch(line_at(state, start))
    if complete is None:
        return MAX_LINES
    is_last = start + 1 >= state.lineMax or not TITLE.match(line_at(state, start + 1))
    return 1 if complete["title"] or is_last else MAX_LINES


def table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent:
        return table(state, start, end, silent)
    last, reason = row_limit(state, start, end)
    found = table(state, start, last, silent)
    if reason and found and state.line == last < end:
        state.env["document"].warn(reason, line=last + 1)
    return found


def row_limit(state: StateBlock, start: int, end: int) -> tuple[int, Message | None]:
    """The row where a table has too many cells or lacks too many, with the warning."""
    columns, missing = state.src.count("|", state.bMarks[start], state.eMarks[start]), 0
    for row in range(start + 2, end) if columns > 2 else ():
        if state.isEmpty(row):
            break
        missing += max(0, columns - line_at(state, row).count("|"))
        if missing > MAX_FILLED_CELLS:
            return row, TOO_SHORT
        if (row - start) * columns > MAX_CELLS:
            return row, TOO_LARGE
    return end, None
