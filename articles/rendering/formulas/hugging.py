"""Browsers break a line on either side of a formula, whatever stands there."""

import re

from selectolax.lexbor import LexborNode

from ..document import FORMULA_CLASS, Document, Formula
from ..tree import create, wrap

MOST = 3
OPENING = re.compile(r"[（《〈「『【〔“‘(\[]{1,3}\Z")
CLOSING = re.compile(r"[。，、；：！？）》〉」』】〕”’…,.;:!?)\]%]{1,3}")


def hug_punctuation(document: Document) -> None:
    """Keep brackets and stops on the line of the formula that they belong to."""
    for node in document.body.css(f"code.{FORMULA_CLASS}"):
        held = document.held_by(node)
        if isinstance(held, Formula) and not held.display:
            hug(document, node)


def hug(document: Document, node: LexborNode) -> None:
    before, after = node.prev, node.next
    opening = OPENING.search(text_of(before)[-MOST:])
    closing = CLOSING.match(text_of(after))
    if not opening and not closing:
        return
    span = create(document, "span", class_="hug")
    wrap(node, span)
    if before is not None and opening:
        node.insert_before(opening[0])
        shorten(before, text_of(before)[: -len(opening[0])])
    if after is not None and closing:
        span.insert_child(closing[0])
        shorten(after, text_of(after)[closing.end() :])


def text_of(node: LexborNode | None) -> str:
    return (node.text_content or "") if node is not None and node.tag == "-text" else ""


def shorten(node: LexborNode, text: str) -> None:
    if text:
        node.replace_with(text)
    else:
        node.remove()
