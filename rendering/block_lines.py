"""The blocks of the page: the source line of each, and where it begins in the HTML.

An editor shows source and page side by side, and replaces only the blocks that have changed.

A dialect marks the elements whose line it knows. A mark is an attribute with a random token, so
that no author can write one. It goes with its element through the sanitizer and the tree, and the
step `read_block_lines` takes it away again: the HTML is the same as without marks.
"""

import re
from dataclasses import replace
from itertools import accumulate

from selectolax.lexbor import LexborNode

from .document import LINE_ATTRIBUTE, Document
from .placeholders import CodeBlock, Formula
from .result import BlockLines
from .tree import children

# Between two blocks in the HTML, until all is in it. `clean_source` removes it from the source.
BLOCK_MARK = "\ufdd8"
FIRST_TAG = re.compile(r"\s*<(?!input\b)[A-Za-z][A-Za-z0-9]*(?=[\s>])")


def mark_first_tag(document: Document, html: str, line: int) -> str:
    """Raw HTML with the line in its first tag, if it begins with one."""
    first = FIRST_TAG.match(html)
    if first is None:
        return html
    return f"{first[0]} {LINE_ATTRIBUTE}={document.line_mark(line)}{html[first.end() :]}"


def unquote_marks(document: Document) -> None:
    """Remove the quotation marks: in a tag that never ends they would end an attribute."""
    quoted = rf'( {LINE_ATTRIBUTE}=)"({document.line_token}:\d+)"'
    document.html = re.sub(quoted, r"\1\2", document.html)


def drop_torn_marks(document: Document) -> None:
    """Remove the marks of tags that the sanitizer made into text. It quotes those that it keeps."""
    if f"={document.line_token}" in document.html:
        torn = rf" {LINE_ATTRIBUTE}={document.line_token}:\d+"
        document.html = re.sub(torn, "", document.html)


def read_block_lines(document: Document) -> None:
    blocks = [line_of_block(document, node) for node in children(document.body) if is_tag(node)]
    headings = {
        node.attributes.get("id") or "": marked_line(document, node)
        for node in document.body.css(f"[{LINE_ATTRIBUTE}][id]")
    }
    document.block_lines = BlockLines(
        rising(blocks), headings={name: line for name, line in headings.items() if line}
    )
    for node in document.body.css(f"[{LINE_ATTRIBUTE}]"):
        del node.attrs[LINE_ATTRIBUTE]


def mark_block_starts(document: Document) -> None:
    for node in list(filter(is_tag, children(document.body)))[1:]:
        node.insert_before(BLOCK_MARK)


def read_block_starts(document: Document) -> None:
    pieces = document.html.split(BLOCK_MARK)
    document.html = "".join(pieces)
    places = tuple(accumulate(map(len, pieces[:-1]), initial=0))
    lines = document.block_lines
    document.block_lines = replace(lines, starts=places if lines.blocks else ())


def is_tag(node: LexborNode) -> bool:
    return not (node.tag or "-").startswith("-")


def line_of_block(document: Document, block: LexborNode) -> int | None:
    """The first known line in the block."""
    return next(filter(None, (marked_line(document, node) for node in block.traverse())), None)


def marked_line(document: Document, node: LexborNode) -> int | None:
    mark = node.attributes.get(LINE_ATTRIBUTE) or ""
    token, _, number = mark.partition(":")
    if token == document.line_token:
        return int(number)
    held = document.held_by(node)
    return held.line if isinstance(held, Formula | CodeBlock) else None


def rising(lines: list[int | None]) -> tuple[int | None, ...]:
    """The lines without those that are above an earlier one: notes are moved to the end."""
    highest, found = 0, list[int | None]()
    for line in lines:
        found.append(line if line and line >= highest else None)
        highest = max(highest, line or 0)
    return tuple(found)
