"""The dialect of MkDocs, Pelican and DjangoBlog: Python-Markdown with PyMdown Extensions."""

import re
from functools import partial
from html import escape, unescape

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension, FootnoteTreeprocessor
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from pymdownx.details import DetailsExtension
from pymdownx.tabbed import TabbedExtension
from pymdownx.tasklist import TasklistExtension

from ...document import DIGITS, Document
from ...parts.missing_footnotes import report_unused_notes
from .block_processors import warn_snippets
from .code import FencesExtension
from .cost_limits import refuse_costly_source
from .extension import SharedFormsExtension
from .formula_placeholders import names_to_placeholders
from .list_indents import warn_shallow_items
from .math import MathExtension, remove_empty_line_markers
from .serializer import to_xhtml

# Classes, since names would be looked up for each article.
EXTENSIONS = (
    AbbrExtension,
    AdmonitionExtension,
    AttrListExtension,
    DefListExtension,
    FootnoteExtension,
    MarkdownInHtmlExtension,
    DetailsExtension,
    partial(TabbedExtension, alternate_style=True),
    TasklistExtension,
    SaneListExtension,
    TableExtension,
)


def to_html(document: Document) -> str:
    warn_snippets(document)
    refuse_costly_source(document.source)
    markdown = python_markdown_parser(document)
    markdown.serializer = to_xhtml
    html = names_to_placeholders(
        document, remove_empty_line_markers(document, markdown.convert(document.source))
    )
    report_unused_footnotes(document, markdown)
    warn_shallow_items(document)
    return restore_in_attributes(document, html)


def report_unused_footnotes(document: Document, markdown: Markdown) -> None:
    footnotes = markdown.treeprocessors["footnote"]
    assert isinstance(footnotes, FootnoteTreeprocessor)
    used = set(footnotes.footnotes.footnote_order)
    labels = footnotes.footnotes.footnotes
    report_unused_notes(document, (label for label in labels if label not in used))


def restore_in_attributes(document: Document, html: str) -> str:
    """Put the source of formulas back in attributes; alternative texts have their LaTeX."""
    if html.count(document.token) == html.count(f">{document.token}-"):
        return html
    name = rf"{document.token}-(\d{{{DIGITS}}})"
    in_attribute = re.compile(rf' alt="(?P<words>[^"]*)|(?<!>){name}')

    def text(match: re.Match[str]) -> str:
        if match["words"] is not None:
            return f' alt="{escape(document.alternative_text(unescape(match["words"])))}'
        return escape(written(match[2]))

    def written(number: str) -> str:
        whole: str = getattr(document.held[int(number)], "written", "")
        return re.sub(r"\\([()])", r"\1", whole)  # brackets that an address has to escape

    return in_attribute.sub(text, html)


def python_markdown_parser(document: Document) -> Markdown:
    """A new parser for each article, since it keeps the footnotes and references of the last."""
    return Markdown(
        extensions=[
            *(extension() for extension in EXTENSIONS),
            FencesExtension(document),
            MathExtension(document),
            SharedFormsExtension(document),
        ],
    )
