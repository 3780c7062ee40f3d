"""The dialects: each turns a source into HTML that names formulas and code, and no more."""

from ..document import Document
from ..options import DIALECTS
from . import commonmark, python_markdown

PARSERS = dict(zip(DIALECTS, (commonmark.to_html, python_markdown.to_html), strict=True))


def parse_markdown(document: Document) -> None:
    document.html = PARSERS[document.dialect](document)
