"""A line break in the source between Han characters is no space on the page."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from .chars import CJK
from .document import Document
from .text import BLOCKS

# Neither can be in a text: the source has lost its control characters.
SEAM, OTHER = "\x00", "\x01"
BREAK = re.compile(f"([{CJK}]{SEAM}*)[ \t]*\n[ \t]*(?={SEAM}*[{CJK}])")
OPAQUE = frozenset({"code", "img", "input", "pre"})


def join_lines(document: Document) -> None:
    """Also where a line begins or ends with bold, a link or another inline element."""
    for run in runs(document.body):
        texts = [(node.text_content or "") if node.tag == "-text" else OTHER for node in run]
        joined = BREAK.sub(r"\1", SEAM.join(texts)).split(SEAM)
        for node, old, new in zip(run, texts, joined, strict=True):
            if new != old:
                node.replace_with(new)


def runs(body: LexborNode) -> Iterator[list[LexborNode]]:
    """Texts that stand side by side in one block, with what cannot be read between them."""
    run: list[LexborNode] = []
    for node in list(body.traverse(include_text=True)):
        if node.tag in BLOCKS:
            if run:
                yield run
            run = []
        elif node.tag in OPAQUE or is_readable(node):
            run.append(node)
    if run:
        yield run


def is_readable(node: LexborNode) -> bool:
    return node.tag == "-text" and node.parent is not None and node.parent.tag not in OPAQUE
