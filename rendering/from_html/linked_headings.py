"""Headings that links of the same page lead to: only their ids must be written."""

import re
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADINGS = "h1, h2, h3, h4, h5, h6"
WRITABLE = re.compile(r"[^\s{}#'\"<>=.]{1,100}")


def linked_headings(tree: LexborHTMLParser) -> frozenset[str]:
    """The ids of these headings."""
    links = tree.css('a[href^="#"]')
    wanted = {unquote((link.attributes.get("href") or "")[1:]) for link in links} - {""}
    return (
        frozenset(wanted & {linked_id(heading) for heading in tree.css(HEADINGS)})
        if wanted
        else frozenset()
    )


def linked_id(heading: LexborNode) -> str:
    """Its id, or that of the anchor or span in it; "" for one that cannot be written."""
    written = heading.attributes.get("id") or ""
    if not written:
        inner = heading.css_first("[id], a[name]")
        attributes = inner.attributes if inner is not None else {}
        written = attributes.get("id") or attributes.get("name") or ""
    return written if WRITABLE.fullmatch(written) else ""
