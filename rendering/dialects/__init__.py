"""The two dialects of Markdown: source to HTML with placeholders for formulas and code."""

from ..document import Document
from ..options import DIALECTS
from . import commonmark, python_markdown

PARSERS = dict(zip(DIALECTS, (commonmark.to_html, python_markdown.to_html), strict=True))


def parse_markdown(document: Document) -> None:
    document.html = PARSERS[document.dialect](document)
