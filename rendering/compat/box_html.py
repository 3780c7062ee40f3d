"""The HTML of each kind of box: callout, fold, tab, group of tabs, quote."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..parts.callout_kinds import callout_class, callout_title
from ..tree import create_element
from .replacements import Box
from .tree_edits import trim_blank_edges

# The box, and the element within it for its content.
BoxElements = tuple[LexborNode, LexborNode]


def title_element(document: Document, tag: str, title: list[LexborNode], text: str) -> LexborNode:
    element = create_element(document, tag)
    for node in title:
        element.insert_child(node, move=True)
    if not title:
        element.insert_child(text)
    trim_blank_edges(element)
    return element


def callout_box(document: Document, start: Box, title: list[LexborNode]) -> BoxElements:
    kind = start.kind
    box = create_element(document, "aside", class_=callout_class(kind), role="note")
    text = start.title or callout_title(kind, document.language)
    box.insert_child(title_element(document, "b", title, text), move=True)
    body = create_element(document, "div")
    box.insert_child(body, move=True)
    return box, body


def details_box(document: Document, start: Box, title: list[LexborNode]) -> BoxElements:
    kind = {"class_": callout_class(start.kind)} if start.kind else {}
    box = create_element(document, "details", **kind)
    if start.open:
        box.attrs["open"] = ""
    default = callout_title(start.kind, document.language) if start.kind else ""
    text = start.title or default or document.words.details
    box.insert_child(title_element(document, "summary", title, text), move=True)
    return box, box


def tab_box(document: Document, start: Box, title: list[LexborNode]) -> BoxElements:
    box = create_element(document, "details", class_="tab")
    box.insert_child(title_element(document, "summary", title, start.title or "…"), move=True)
    return box, box


def tab_group_box(document: Document, start: Box, title: list[LexborNode]) -> BoxElements:
    box = create_element(document, "div", class_="tabs")
    return box, box


def quote_box(document: Document, start: Box, title: list[LexborNode]) -> BoxElements:
    box = create_element(document, "blockquote")
    return box, box


BOX_BUILDERS = {
    "callout": callout_box,
    "fold": details_box,
    "tab": tab_box,
    "tabs": tab_group_box,
    "quote": quote_box,
}
