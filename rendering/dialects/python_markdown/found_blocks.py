"""Marks of blocks with their lines in the source.

Python-Markdown does not keep positions. Before it reads what is within a line, the text of a block
is still as its author wrote it, so that each block is looked for below the one before it.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from ...document import LINE_ATTRIBUTE, Document, Held, held_source

MARKED = frozenset(
    {
        *("blockquote", "details", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("ol", "p", "table", "ul"),
    }
)
# Classes of what is not where its text is, or was not written.
OTHERS = frozenset({"footnote", "admonition-title"})
BEGINNING = re.compile(r"\W*(?:\d+[.)])?\W*")
FARTHEST = 20_000  # characters to the next block


class BlockMarks(Treeprocessor):
    """Runs before the text within lines is parsed."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def run(self, root: Element) -> None:
        source = "\n".join(" ".join(line.split()) for line in self.document.source.split("\n"))
        end, line = 0, 1
        for block in root:
            text = self.first_line(block)
            found = find_beginning(source, text, end) if text else -1
            if found >= 0:
                line += source.count("\n", end, found)
                end = found + len(text)
                self.mark(block, line)

    def mark(self, block: Element, line: int) -> None:
        held = self.held_by(block)
        if held is None:
            block.set(LINE_ATTRIBUTE, self.document.line_mark(line))
        else:
            source = held_source(held)
            held.line = line - (len(source) - len(source.lstrip("\n")))

    def first_line(self, block: Element) -> str:
        """The first line of text in the block; '' if it is not there, such as that of a fence."""
        if held := self.held_by(block):
            found = held_source(held)
        elif block.tag in MARKED:
            found = next((text for text in texts(block) if text.strip()), "")
        else:
            return ""
        return "" if STX in found else " ".join(found.strip().partition("\n")[0].split())

    def held_by(self, block: Element) -> Held | None:
        """The displayed formula or the indented code that the block is a placeholder of."""
        return self.document.held_by_name(block.text or "") if block.tag == "pre" else None


def texts(element: Element) -> Iterator[str]:
    if OTHERS.isdisjoint((element.get("class") or "").split()):
        yield element.text or ""
        for child in element:
            yield from texts(child)
            yield child.tail or ""


def find_beginning(source: str, text: str, start: int) -> int:
    """Where the text begins a line or a block from `start` on; -1 if it does not."""
    end = start + FARTHEST
    at = source.find(text, start, end)
    while at >= 0 and not BEGINNING.fullmatch(source, source.rfind("\n", 0, at) + 1, at):
        at = source.find(text, at + 1, end)
    return at
