"""The two dialects of Markdown: source to HTML with placeholders for formulas and code."""

from ..document import Document
from ..markdown_source.crossing_comments import without_crossing_comments
from ..options import DIALECTS
from . import commonmark, python_markdown

PARSERS = dict(zip(DIALECTS, (commonmark.to_html, python_markdown.to_html), strict=True))


def parse_markdown(document: Document) -> None:
    document.html = PARSERS[document.dialect](document)


def drop_crossing_comments(document: Document) -> None:
    """Leave out the comments that neither parser would understand as such."""
    document.source, comments = without_crossing_comments(
        document.source, obsidian=document.dialect == "commonmark"
    )
    document.hidden_texts += comments
