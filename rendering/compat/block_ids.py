"""Block ids of Obsidian: ` ^id` at the end of a block, or `^id` alone below one.

They are no text of the page. The block gets `^id` as its HTML id, so that links lead to it. An id
has a letter and two characters at least. Exponents (`2 ^10`, `x ^n`, `e ^ix`) stay text, and so
does what the author escapes: a backslash before `^id`.
"""

import re

from selectolax.lexbor import LexborNode

from ..block_lines import marked_line
from ..document import Document
from ..html.allowed import HEADINGS
from ..messages import message
from ..tree import create_element, is_blank_text, keep_line, nonblank_children, wrap_node
from .label_targets import image_in, previous_node

BLOCK_ID = re.compile(r"(?:^|\s)(\^(?=[0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]+)\s*$")
ESCAPED = re.compile(r"\\(\^[A-Za-z0-9-]+)")
# What has an exponent, at the end of a text.
BASE = re.compile(r"(?<![0-9A-Za-z])(?:[A-Za-z]|[0-9]+)$|\)$")
LONGEST_BASE, LONGEST_EXPONENT = 20, 2
TEXT_BLOCKS = (*HEADINGS, "dd", "li", "p")
LISTS = frozenset({"dl", "ol", "ul"})
NAMED_BELOW = LISTS | {
    *("aside", "blockquote", "details", "div", "figure", "p", "pre", "section", "table")
}


def name_blocks(document: Document) -> None:
    if "^" not in document.html:
        return
    naming = BlockNaming(document)
    for block in document.body.css(", ".join(TEXT_BLOCKS)):
        text = last_text(block)
        match = BLOCK_ID.search(text.text_content or "") if text is not None else None
        if text is not None and match and not naming.is_plain_text(match):
            naming.take_id(block, text, match)


def last_text(block: LexborNode) -> LexborNode | None:
    """The text at the end of the block, or before the list within a list item."""
    node = block.last_child
    while node is not None and (node.tag in LISTS or is_blank_text(node)):
        node = node.prev
    return node if node is not None and node.tag == "-text" else None


class BlockNaming:
    """Gives ids to blocks; `taken` are the ids so far, `escaped` what the author escapes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.taken: set[str] = set()
        self.escaped = set(ESCAPED.findall(document.original_source))

    def is_plain_text(self, match: re.Match[str]) -> bool:
        if match[1] in self.escaped:
            return True
        before = match.string[max(0, match.start() - LONGEST_BASE) : match.start()].rstrip()
        is_short = len(match[1]) <= len("^") + LONGEST_EXPONENT
        return is_short and BASE.search(before) is not None

    def take_id(self, block: LexborNode, text: LexborNode, match: re.Match[str]) -> None:
        """Remove the id from the text, and give it to the block, or to the one above a lone id."""
        if nonblank_children(block) != [text] or match.string[: match.start()].strip():
            text.replace_with(match.string[: match.start()].rstrip())
            self.add(match[1], block, block)
        elif block.tag == "p" and (above := block_above(block)) is not None:
            self.add(match[1], above, block)
            remove_with_line_break(block)

    def add(self, name: str, block: LexborNode, written: LexborNode) -> None:
        """Name `block` by the id that stands in the block `written`."""
        if name in self.taken:
            line = marked_line(self.document, written)
            self.document.warn(message("id-repeated", id=name), name, line)
            return
        self.taken.add(name)
        set_block_id(self.document, named_element(block), name)


def block_above(paragraph: LexborNode) -> LexborNode | None:
    """The block that an id alone in a paragraph names: one may have such an id only once."""
    above = previous_node(paragraph)
    if above is None or above.tag not in NAMED_BELOW:
        return None
    return None if above.tag == "div" and "id" in above.attributes else above


def named_element(block: LexborNode) -> LexborNode:
    """The block, or the picture at its end: the block becomes a figure if it has nothing else."""
    image = image_in(block)
    return image if image is not None and "id" not in image.attributes else block


def set_block_id(document: Document, block: LexborNode, name: str) -> None:
    """Code and formulas are placeholders still, and some blocks have an id: these get an anchor."""
    if block.tag in HEADINGS or (block.tag in TEXT_BLOCKS and "id" in block.attributes):
        anchor = create_element(document, "span", id=name)
        assert block.first_child is not None
        block.first_child.insert_before(anchor, move=True)
    elif "id" in block.attributes or block.tag == "pre":
        box = create_element(document, "div", id=name)
        keep_line(block, box)
        wrap_node(block, box)
    else:
        block.attrs["id"] = name


def remove_with_line_break(paragraph: LexborNode) -> None:
    if paragraph.next is not None and is_blank_text(paragraph.next):
        paragraph.next.remove()
    paragraph.remove()
