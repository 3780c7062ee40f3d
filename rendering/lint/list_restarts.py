"""Warns of numbered lists that restart at 1, because unindented code ended the list before."""

from selectolax.lexbor import LexborNode

from ..document import CODE_CLASS, Document
from ..messages import message
from ..placeholders import CodeBlock

INDENTS = {"commonmark": 3, "python-markdown": 4}


def warn_of_restarts(document: Document) -> None:
    for code in document.body.css(f"ol + pre.{CODE_CLASS}"):
        if (below := beyond_code(code)) is not None and begins_again(below):
            held = document.held_by(code)
            line = held.line if isinstance(held, CodeBlock) else None
            document.warn(message("list-restarts", spaces=INDENTS[document.dialect]), line=line)


def beyond_code(code: LexborNode) -> LexborNode | None:
    """The node after the code and any code that follows directly."""
    node = code.next
    while node is not None and (node.tag == "pre" or not node.text().strip()):
        node = node.next
    return node


def begins_again(node: LexborNode) -> bool:
    return node.tag == "ol" and node.attributes.get("start") in (None, "1")
