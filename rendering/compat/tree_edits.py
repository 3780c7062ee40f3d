"""Moves on the tree that other steps still hold nodes of."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import create_element

# What reading takes of a long mark.
SHORTEST_CUT, LONGEST = 40, 60


def discard(document: Document, node: LexborNode) -> None:
    """Out of the page, but not out of memory: a node that was removed may not be touched again."""
    marks = document.foreign
    assert marks is not None
    if marks.limbo is None:
        marks.limbo = create_element(document, "div")
    marks.limbo.insert_child(node, move=True)


def trim(element: LexborNode) -> None:
    """No blank at its beginning and its end."""
    first = element.first_child
    if first is not None and first.tag == "-text":
        first.replace_with((first.text_content or "").lstrip())
    last = element.last_child
    if last is not None and last.tag == "-text":
        last.replace_with((last.text_content or "").rstrip())


def quiet(document: Document, text: str) -> LexborNode:
    """Small grey text, on one line."""
    node = create_element(document, "span", class_="quiet")
    line = " ".join(text.split())
    node.insert_child(line if len(line) <= LONGEST else f"{line[:SHORTEST_CUT]}…{line[-3:]}")
    return node
