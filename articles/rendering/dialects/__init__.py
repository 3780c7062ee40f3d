"""The dialects: each turns a source into HTML that names formulas and code, and no more."""

from ..document import Document
from . import commonmark, python_markdown

PARSERS = {"commonmark": commonmark.to_html, "python-markdown": python_markdown.to_html}
DIALECTS = tuple(PARSERS)


def parse(document: Document) -> None:
    document.html = PARSERS[document.dialect](document)
