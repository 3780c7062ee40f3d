"""HTML for feeds: XHTML that is also valid HTML, with formulas in MathML."""

import re
from html import unescape
from urllib.parse import quote

from .portable_html import PortablePage

ANNOTATION = re.compile(r'(<annotation encoding="application/x-tex")>([^<]*)</annotation>')


def for_feed(html: str, *, base: str) -> str:
    """Convert rendered `html` for feed readers; `base` is the absolute address of the page.

    Ids are removed, because a reader shows many entries on one page; links within the article
    lead to the site.
    """
    page = PortablePage(html, base)
    for silent in page.body.css("math.silent"):
        silent.decompose()
    return ANNOTATION.sub(move_latex_to_address, page.xhtml())


def move_latex_to_address(match: re.Match[str]) -> str:
    """Move the LaTeX from the annotation's text to its address.

    Most feed readers do not support MathML and show the text of unknown elements, so they would
    show each formula twice.
    """
    latex = quote(unescape(match[2]).strip(), safe="")
    return f'{match[1]} src="data:application/x-tex;charset=utf-8,{latex}"></annotation>'
