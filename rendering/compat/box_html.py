"""What each kind of box is made of: the box, and the element for what it encloses."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..parts.callouts import callout_class, callout_title
from ..tree import create_element
from .placeholders import Opening
from .tree_edits import trim

Made = tuple[LexborNode, LexborNode]


def titled(document: Document, tag: str, title: list[LexborNode], words: str) -> LexborNode:
    element = create_element(document, tag)
    for node in title:
        element.insert_child(node, move=True)
    if not title:
        element.insert_child(words)
    trim(element)
    return element


def callout(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    kind = opening.kind
    box = create_element(document, "aside", class_=callout_class(kind), role="note")
    words = opening.title or callout_title(kind, document.language)
    box.insert_child(titled(document, "b", title, words), move=True)
    body = create_element(document, "div")
    box.insert_child(body, move=True)
    return box, body


def fold(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    kind = {"class_": callout_class(opening.kind)} if opening.kind else {}
    box = create_element(document, "details", **kind)
    if opening.open:
        box.attrs["open"] = ""
    default = callout_title(opening.kind, document.language) if opening.kind else ""
    words = opening.title or default or document.words.details
    box.insert_child(titled(document, "summary", title, words), move=True)
    return box, box


def tab(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    box = create_element(document, "details", class_="tab")
    box.insert_child(titled(document, "summary", title, opening.title or "…"), move=True)
    return box, box


def tabs(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    box = create_element(document, "div", class_="tabs")
    return box, box


def quote(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    box = create_element(document, "blockquote")
    return box, box


BOXES = {"callout": callout, "fold": fold, "tab": tab, "tabs": tabs, "quote": quote}
