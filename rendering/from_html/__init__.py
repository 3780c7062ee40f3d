"""Turns HTML of other programs into Markdown as the default dialect reads it: markdown_from_html().

html_conversion.py   what belongs to one conversion: addresses, footnotes, what was left out
word_html.py         repairs the HTML that Word and WPS write
conversion_limits.py what is too large to be converted
elements_left.py     elements that a page does not show
formula_sources.py   formulas of other systems; mathml/: LaTeX of MathML and of Office Math
code_listings.py     code blocks of other systems
note_targets.py      footnotes of other systems
inline_marks.py      bold, italic …: from tags and from styles
spans.py             the text of a paragraph, with its marks
text_escapes.py      characters that Markdown would read as syntax
span_writer.py       writes spans; span_pieces.py, piece_writer.py: what they are written of
table_grid.py        writes tables; html_tables.py: those that stay HTML
linked_headings.py   ids of headings that links of the page lead to
list_items.py        lists, also those that Word writes as paragraphs
block_writer.py      all other blocks
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from .block_writer import write_document
from .conversion_limits import TooLarge, refuse_cells, refuse_depth
from .html_conversion import HtmlConversion
from .table_grid import plain_cell, table_lines
from .word_html import repair_word_html

__all__ = ["ConvertedHtml", "TooLarge", "markdown_from_html", "markdown_table"]

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class ConvertedHtml:
    """`left_out` counts what Markdown cannot take over.

    `pictures` are within the HTML or on the disk of the writer; `merged_cells` are tables whose
    cells are divided again.
    """

    markdown: str
    left_out: dict[str, int]


def markdown_from_html(html: str, address: str = "", *, is_whole: bool = False) -> ConvertedHtml:
    """Convert a page or a part of one. `address` is where it came from, for relative links.

    `is_whole`: it is the whole text of an article. Then what Markdown has no syntax for stays
    HTML (merged cells, captions with links), and links within the text keep their targets.
    The text is escaped where Markdown would read it as syntax; scripts, styles and what the page
    hides are left out. Raises TooLarge.
    """
    refuse_depth(html)
    tree = LexborHTMLParser(repair_word_html(UNWANTED.sub("", html)))
    conversion = HtmlConversion.of(tree, address, is_whole)
    try:
        markdown = write_document(tree, conversion)
    except RecursionError as error:
        raise TooLarge("nested too deeply") from error
    return ConvertedHtml(markdown, {name: n for name, n in conversion.left_out.items() if n})


def markdown_table(rows: list[list[str]]) -> str:
    """A table of plain texts, the first row of which is its head. Raises TooLarge."""
    refuse_cells(sum(map(len, rows)))
    return "\n".join(table_lines([[plain_cell(text) for text in row] for row in rows], []))
