"""Moves links out of the titles of folded parts: a title is a button, and contains no others."""

import re

from selectolax.lexbor import LexborNode

from ..document import FORMULA_CLASS, Document
from ..placeholders import Formula
from ..tree import children, create_element, rename_element

LINK_TAGS = re.compile(r"</?a\b[^>]*>")


def move_links_from_summaries(document: Document) -> None:
    """Leave the text of the links in the title, and put them at the beginning of the part."""
    for summary in document.body.css("summary"):
        for placeholder in summary.css(f"code.{FORMULA_CLASS}"):
            if isinstance(formula := document.held_by(placeholder), Formula):
                formula.html = LINK_TAGS.sub("", formula.html)
        for link in summary.css("a.sec"):
            unlink_section_number(document, link)
        moved = [moved_link(document, link) for link in summary.css("a[href]")]
        if moved:
            paragraph = create_element(document, "p")
            for number, node in enumerate(moved):
                if number:
                    paragraph.insert_child(" · ")
                paragraph.insert_child(node, move=True)
            summary.insert_after(paragraph, move=True)


def unlink_section_number(document: Document, link: LexborNode) -> None:
    if "unnumbered" in (link.attributes.get("class") or ""):
        link.decompose()
        return
    for name in ("href", "aria-label"):
        del link.attrs[name]
    rename_element(document, link, "span")


def moved_link(document: Document, link: LexborNode) -> LexborNode:
    """The link for the paragraph; the title keeps its text. The mark of a footnote moves."""
    if link.parent is not None and link.parent.tag == "sup":
        return link.parent
    attributes = {name: value or "" for name, value in link.attributes.items() if name != "id"}
    copy = create_element(document, "a", **attributes)
    for child in children(link):
        copy.insert_child(child)
        link.insert_before(child, move=True)
    link.remove(recursive=False)
    return copy
