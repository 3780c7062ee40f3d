"""Hides pipes in code, formulas and wiki links, which do not separate table cells."""

import re
from bisect import bisect_left

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from ...math.formula_delimiters import formula_at

# No source contains it: `clean_source` removes control characters.
HIDDEN_PIPE = "\x1f"
DELIMITERS = re.compile(r"[ \t>|:*+.\-\d]*-[ \t|:\-]*")
TICKS = re.compile("`+")
# In code, `a\|b` is an escaped pipe, as on GitHub; in a formula it is LaTeX.
PIPE = re.compile(r"\|")
UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
WIKI = re.compile(r"\[\[[^\[\]\n]*\]\]")
FORMULA_START = re.compile(r"\$|\\\(")


def table_pipes_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.before("block", "hide_pipes", hide_pipes_in_tables)
    markdown.core.ruler.after("block", "show_pipes", show_pipes_in_tokens)


def hide_pipes_in_tables(state: StateCore) -> None:
    """Hide pipes from the line above a delimiter row to the next empty line."""
    lines = state.src.split("\n")
    in_table = False
    for number, line in enumerate(lines):
        if "|" in line and "-" in line and DELIMITERS.fullmatch(line):
            in_table = True
            if number:
                lines[number - 1] = hide_pipes(lines[number - 1])
        elif in_table and not line.strip(" \t>"):
            in_table = False
        elif in_table:
            lines[number] = hide_pipes(line)
    state.src = "\n".join(lines)


def show_pipes_in_tokens(state: StateCore) -> None:
    for token in state.tokens:
        if HIDDEN_PIPE in token.content:
            token.content = show_pipes(token.content)


def hide_pipes(row: str) -> str:
    """`row` with a control character for the pipes that separate no cells."""
    if "|" not in row:
        return row
    pieces, end = [], 0
    for start, stop in unsplit_spans(row):
        if start >= end:
            hidden = UNESCAPED_PIPE if row[start] == "`" else PIPE
            pieces += [row[end:start], hidden.sub(HIDDEN_PIPE, row[start:stop])]
            end = stop
    return "".join(pieces) + row[end:]


def show_pipes(text: str) -> str:
    return text.replace(HIDDEN_PIPE, "|")


def unsplit_spans(row: str) -> list[tuple[int, int]]:
    wiki = [match.span() for match in WIKI.finditer(row)] if "[[" in row else []
    codes = row_code_spans(row)
    covered = [start for start, _ in codes]
    formulas = []
    position = 0
    while match := FORMULA_START.search(row, position):
        position = match.end()
        index = bisect_left(covered, position) - 1
        if index >= 0 and codes[index][1] >= position:
            position = codes[index][1]
            continue
        span = formula_at(row, match.start())
        if span and row[match.start() - 1 : match.start()] != "\\" and is_whole_formula(span.latex):
            formulas.append((match.start(), span.end))
            position = span.end
    return sorted([*wiki, *codes, *formulas])


def is_whole_formula(latex: str) -> bool:
    r"""Whether it is a formula, as `|x|` and `a|b`; in `|$a|$b|`, `a|` is not one."""
    return not (latex.count("|") % 2 and (latex[0] == "|" or latex[-1] == "|"))


def row_code_spans(row: str) -> list[tuple[int, int]]:
    runs = [match.span() for match in TICKS.finditer(row)]
    starts: dict[int, list[int]] = {}
    for start, end in runs:
        starts.setdefault(end - start, []).append(start)
    found, done = [], 0
    for start, end in runs:
        if start < done or row[start - 1 : start] == "\\":
            continue
        same = starts[end - start]
        following = bisect_left(same, end)
        if following < len(same):
            done = same[following] + end - start
            found.append((start, done))
    return found
