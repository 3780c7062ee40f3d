"""Edits of the tree that are safe while other code still has references to its nodes."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import create_element

# A text of more than LONGEST characters is cut to its first CUT and its last three.
CUT, LONGEST = 40, 60


def discard(document: Document, node: LexborNode) -> None:
    """Move `node` out of the page, but keep it in memory: a removed node must not be used again."""
    placeholders = document.tag_placeholders
    assert placeholders is not None
    if placeholders.discarded is None:
        placeholders.discarded = create_element(document, "div")
    placeholders.discarded.insert_child(node, move=True)


def trim_blank_edges(element: LexborNode) -> None:
    """Remove white space at the beginning and the end of the text."""
    first = element.first_child
    if first is not None and first.tag == "-text":
        first.replace_with((first.text_content or "").lstrip())
    last = element.last_child
    if last is not None and last.tag == "-text":
        last.replace_with((last.text_content or "").rstrip())


def quiet_text(document: Document, text: str, extracted: str = "") -> LexborNode:
    """A span of small grey text, on one line, for which excerpts say `extracted`."""
    node = create_element(document, "span", class_="quiet")
    line = " ".join(text.split())
    node.insert_child(line if len(line) <= LONGEST else f"{line[:CUT]}…{line[-3:]}")
    document.extracted_texts[node.mem_id] = extracted
    return node
