"""What MkDocs, Pelican and DjangoBlog authors write: Python-Markdown and PyMdown Extensions."""

import re
from functools import partial
from html import escape

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
from .blocks import refuse_snippets
from .bounds import refuse_endless
from .code import Fences
from .extension import EngineExtension
from .indents import tell_shallow_items
from .math import MathExtension, without_marks
from .placeholders import with_elements
from .serializer import to_xhtml

# By class and not by name, which would be looked up for each article.
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
    refuse_snippets(document)
    refuse_endless(document.source)
    markdown = parser(document)
    markdown.serializer = to_xhtml
    html = with_elements(document, without_marks(document, markdown.convert(document.source)))
    report_unused(document, markdown)
    tell_shallow_items(document)
    return as_written(document, html)


def report_unused(document: Document, markdown: Markdown) -> None:
    footnotes = markdown.treeprocessors["footnote"]
    assert isinstance(footnotes, FootnoteTreeprocessor)
    used = set(footnotes.footnotes.footnote_order)
    labels = footnotes.footnotes.footnotes
    report_unused_notes(document, (label for label in labels if label not in used))


def as_written(document: Document, html: str) -> str:
    """A formula in an address or a title is none; the words of an image have its LaTeX."""
    if html.count(document.token) == html.count(f">{document.token}-"):
        return html
    name = rf"{document.token}-(\d{{{DIGITS}}})"
    place = re.compile(rf'(?P<words> alt="[^"]*)|(?<!>){name}')

    def text(match: re.Match[str]) -> str:
        if match["words"]:
            return re.sub(name, lambda word: escape(latex(word[1])), match[0])
        return escape(written(match[2]))

    def latex(number: str) -> str:
        return getattr(document.held[int(number)], "latex", "")

    def written(number: str) -> str:
        whole: str = getattr(document.held[int(number)], "written", "")
        return re.sub(r"\\([()])", r"\1", whole)  # brackets that an address has to escape

    return place.sub(text, html)


def parser(document: Document) -> Markdown:
    """A new one for each article: it keeps footnotes and references from the last."""
    return Markdown(
        extensions=[
            *(extension() for extension in EXTENSIONS),
            Fences(document),
            MathExtension(document),
            EngineExtension(document),
        ],
    )
