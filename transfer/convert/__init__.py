"""Converts a Markdown source from Python-Markdown to CommonMark: to_commonmark().

source_reader.py        parses the source with Python-Markdown's own block parser
source_blocks.py        block processors that keep the author's spelling
commonmark_writer.py    writes the blocks as CommonMark
commonmark_inline.py    the text of paragraphs; commonmark_emphasis.py: bold and italic
page_diff.py            compares the pages before and after
conversion.py           converts stored articles and pages
"""

import re

from rendering.line_ends import with_unix_lines
from transfer.convert.commonmark_writer import write_commonmark
from transfer.convert.source_reader import ParsedSource

__all__ = ["to_commonmark"]

# Control characters: Python-Markdown uses some of them for placeholders.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def to_commonmark(source: str) -> str:
    """Return a CommonMark source that renders as `source` does in Python-Markdown.

    Code, formulas and syntax that is equal in both dialects stay as they are.
    """
    text = CONTROLS.sub("", with_unix_lines(source))
    return write_commonmark(ParsedSource(text))
