"""Writes tables: merged cells are divided again, and the first row is the head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from selectolax.lexbor import LexborNode

from ..tree import children
from .block_nodes import BLOCKS
from .conversion_limits import refuse_cells
from .elements_left import is_left_out, style_of
from .html_conversion import HtmlConversion
from .span_writer import write_spans
from .spans import InlineSpan, read_spans

WIDEST = 200  # columns and rows of one cell
ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)")
DELIMITERS = {"left": ":--", "right": "--:", "center": ":-:", "": "---"}
SECTIONS = frozenset({"thead", "tbody", "tfoot"})
LINE_BREAK = "<br>"


def grid_lines(node: LexborNode, conversion: HtmlConversion) -> list[str]:
    """The lines of a table, with its caption as a paragraph above it."""
    rows = list(rows_within(node))
    grid = cell_grid(rows, conversion)
    caption = next((child for child in children(node) if child.tag == "caption"), None)
    above = write_spans(read_spans(children(caption), conversion)) if caption is not None else ""
    lines = table_lines(grid, alignments_of(rows))
    return [above, "", *lines] if above and lines else lines


def rows_within(node: LexborNode) -> Iterator[LexborNode]:
    for child in children(node):
        if child.tag == "tr" and not is_left_out(child):
            yield child
        elif child.tag in SECTIONS:
            yield from rows_within(child)


def cells_of(row: LexborNode) -> list[LexborNode]:
    return [child for child in children(row) if child.tag in ("td", "th")]


def cell_grid(rows: Sequence[LexborNode], conversion: HtmlConversion) -> list[list[str]]:
    """The texts of all cells; a merged one has its text in the first of its places."""
    grid: list[list[str]] = []
    below: dict[int, int] = {}  # by column: how many more rows a cell above reaches down
    is_merged = False
    number = 0
    for row in rows:
        texts: list[str] = []
        for cell in cells_of(row):
            leave_places(texts, below)
            width, height = span_of(cell, "colspan"), span_of(cell, "rowspan")
            is_merged = is_merged or width > 1 or height > 1
            refuse_cells(number + len(texts) + width)
            below |= dict.fromkeys(range(len(texts), len(texts) + width), height - 1)
            texts += [cell_text(cell, conversion), *[""] * (width - 1)]
        leave_places(texts, below)
        number += len(texts)
        grid.append(texts)
    conversion.left_out["merged_cells"] += is_merged
    return grid


def leave_places(texts: list[str], below: dict[int, int]) -> None:
    """Leave those places of a row empty into which cells above reach."""
    while below.get(len(texts), 0):
        below[len(texts)] -= 1
        texts.append("")


def span_of(cell: LexborNode, name: str) -> int:
    written = (cell.attributes.get(name) or "").strip()
    return max(1, min(int(written[:9]), WIDEST)) if written.isascii() and written.isdigit() else 1


def cell_text(cell: LexborNode, conversion: HtmlConversion) -> str:
    """The text of a cell. Its paragraphs are lines; bold text in a head is bold already."""
    lines = [read_spans(nodes, conversion) for nodes in lines_of(cell)]
    if cell.tag == "th":
        lines = [[without_bold(span) for span in line] for line in lines]
    texts = (write_spans(line, LINE_BREAK, in_cell=True) for line in lines)
    return LINE_BREAK.join(text.replace("\n", " ") for text in texts if text.strip())


def lines_of(node: LexborNode) -> Iterator[list[LexborNode]]:
    """The nodes of a cell, line by line: blocks in it begin and end lines."""
    line: list[LexborNode] = []
    for child in children(node):
        if child.tag not in BLOCKS:
            line.append(child)
            continue
        yield line
        line = []
        if not is_left_out(child):
            yield from lines_of(child)
    yield line


def without_bold(span: InlineSpan) -> InlineSpan:
    return replace(span, marks=tuple(mark for mark in span.marks if mark.name != "strong"))


def alignments_of(rows: Sequence[LexborNode]) -> list[str]:
    """What the cells of the head are aligned to, if they say so."""
    cells = cells_of(rows[0]) if rows else []
    spans = ([alignment_of(cell)] * span_of(cell, "colspan") for cell in cells)
    return [*chain.from_iterable(spans)]


def alignment_of(cell: LexborNode) -> str:
    match = ALIGNED.search(style_of(cell))
    written = match[1] if match else (cell.attributes.get("align") or "").lower()
    return written if written in DELIMITERS else ""


def table_lines(grid: Sequence[Sequence[str]], alignments: Sequence[str]) -> list[str]:
    """The lines of a table, without columns and rows that are empty throughout."""
    rows = [list(row) for row in grid if any(text.strip() for text in row)]
    width = max((n + 1 for row in rows for n, text in enumerate(row) if text.strip()), default=0)
    if not rows or not width:
        return []
    refuse_cells(len(rows) * width)
    padded = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    named = [*alignments[:width], *[""] * (width - len(alignments))]
    head, *others = padded
    return [row_line(head), row_line([DELIMITERS[each] for each in named]), *map(row_line, others)]


def row_line(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def plain_cell(text: str) -> str:
    """The cell of a plain text, in which line ends are breaks."""
    lines = (InlineSpan("text", " ".join(line.split())) for line in text.strip().splitlines())
    return LINE_BREAK.join(write_spans([line], in_cell=True) for line in lines)
