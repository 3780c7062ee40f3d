"""Writes tables that Markdown has no syntax for, as HTML with Markdown in their cells."""

from collections.abc import Callable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from ..markdown_source.block_layout import SourceBlock, join_blocks
from ..tree import children
from .conversion_limits import refuse_cells
from .elements_left import style_of
from .table_grid import ALIGNED, cells_of, rows_within, span_of

IN_CELLS = "ul, ol, pre, blockquote, table, dl, details, h1, h2, h3, h4, h5, h6, img + img"
SYNTAX = frozenset("<>&*_`[]$~=\\!|#^:{+-\n")
WriteBlocks = Callable[[Sequence[LexborNode]], list[SourceBlock]]


def needs_html(table: LexborNode) -> bool:
    """Whether a table has merged cells, or blocks in its cells."""
    cells = [cell for row in rows_within(table) for cell in cells_of(row)]
    if any(span_of(cell, name) > 1 for cell in cells for name in ("colspan", "rowspan")):
        return True
    return any(cell.css_first(IN_CELLS) is not None for cell in cells)


def html_table_lines(table: LexborNode, write: WriteBlocks) -> list[str]:
    """The lines of a table. Blank lines around the text of a cell make it Markdown."""
    caption = next((child for child in children(table) if child.tag == "caption"), None)
    rows = list(rows_within(table))
    refuse_cells(sum(len(cells_of(row)) for row in rows))
    above = join_blocks(write(list(children(caption)))) if caption is not None else []
    lines = [line for row in rows for line in row_lines(row, write)]
    return [*above, *([""] if above else []), "<table>", *lines, "</table>"] if lines else above


def row_lines(row: LexborNode, write: WriteBlocks) -> Iterator[str]:
    yield "<tr>"
    for cell in cells_of(row):
        inner = join_blocks(write(list(children(cell))))
        start, end = f"<{cell.tag}{span_attributes(cell)}>", f"</{cell.tag}>"
        if len(inner) < 2 and SYNTAX.isdisjoint("".join(inner)):
            yield f"{start}{''.join(inner)}{end}"
        else:
            yield from (start, "", *inner, "", end)
    yield "</tr>"


def span_attributes(cell: LexborNode) -> str:
    spans = {name: span_of(cell, name) for name in ("colspan", "rowspan")}
    written = "".join(f' {name}="{number}"' for name, number in spans.items() if number > 1)
    aligned = ALIGNED.search(style_of(cell))
    side = aligned[1] if aligned else (cell.attributes.get("align") or "").lower()
    return f'{written} align="{side}"' if side in ("left", "right", "center") else written
