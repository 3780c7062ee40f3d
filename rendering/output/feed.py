"""The page as a feed carries it: XHTML that is good HTML too, formulas as MathML."""

import re
from html import unescape
from urllib.parse import quote

from .portable_html import Page

ANNOTATION = re.compile(r'(<annotation encoding="application/x-tex")>([^<]*)</annotation>')


def for_feed(html: str, *, base: str) -> str:
    """`html`, as rendering gives it, for feed readers; `base` is the page's absolute address.

    Nothing has an id, since many entries stand on one page: what leads to a place within the
    article leads to the site.
    """
    page = Page(html, base)
    for silent in page.body.css("math.silent"):
        silent.decompose()
    return ANNOTATION.sub(with_address, page.xhtml())


def with_address(match: re.Match[str]) -> str:
    """The LaTeX as the annotation's address instead of its text.

    Most feed readers know no MathML and keep the text of tags they do not know: they would show
    every formula twice.
    """
    latex = quote(unescape(match[2]).strip(), safe="")
    return f'{match[1]} src="data:application/x-tex;charset=utf-8,{latex}"></annotation>'
