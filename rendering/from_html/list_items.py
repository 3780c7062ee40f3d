"""Writes lists; those of Word are paragraphs that name a list and a level."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..markdown_source.block_layout import INDENT, SourceBlock, indent_lines, join_blocks
from ..tree import children
from .elements_left import style_of

LISTS = frozenset({"ul", "ol", "menu", "dir"})
WORD_ITEM = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d+)")
WORD_MARK = re.compile(r"mso-list\s*:\s*ignore")
ORDERED_MARK = re.compile(
    r"[(（]?(?:\d+(?:\.\d+)*|[a-z]{1,4}|[一二三四五六七八九十]+)[.)、）．]", re.IGNORECASE
)
CHECKED = {"x": "[x] ", " ": "[ ] "}
WriteBlocks = Callable[[Sequence[LexborNode]], list[SourceBlock]]


@dataclass(slots=True)
class Item:
    blocks: list[SourceBlock]
    box: str = ""


@dataclass(slots=True)
class WordItem:
    """A paragraph of Word that is an item, and the deeper ones below it."""

    node: LexborNode
    level: int
    is_ordered: bool
    inner: list["WordItem"] = field(default_factory=list)


def write_list(node: LexborNode, write: WriteBlocks) -> SourceBlock:
    """A list of HTML. A list directly in a list belongs to the item before it."""
    items: list[Item] = []
    for child in children(node):
        if child.tag in LISTS and items:
            add_block(items[-1].blocks, write_list(child, write))
        elif child.tag == "li":
            items.append(Item(write([child]), box_of(child)))
        elif child.tag in LISTS or (child.tag != "-text" and child.text().strip()):
            items.append(Item(write([child])))
    start = (node.attributes.get("start") or "").strip()
    first = int(start) if start.isdigit() and start.isascii() and len(start) < 9 else 1
    return list_block(items, first if node.tag == "ol" else None)


def add_block(blocks: list[SourceBlock], block: SourceBlock) -> None:
    """Add a list; one of the same kind before it goes on."""
    if blocks and blocks[-1].kind == block.kind:
        block = SourceBlock(block.kind, [*blocks.pop().lines, *block.lines])
    blocks.append(block)


def box_of(item: LexborNode) -> str:
    """The box of a task."""
    if "aria-checked" in item.attributes:
        return CHECKED["x" if item.attributes["aria-checked"] == "true" else " "]
    box = item.css_first('input[type="checkbox"]')
    if box is None or any(
        owner.tag == "li" and owner.mem_id != item.mem_id for owner in owners(box)
    ):
        return ""
    return CHECKED["x" if "checked" in box.attributes else " "]


def owners(node: LexborNode) -> Iterator[LexborNode]:
    """The nearest item around an element."""
    above = node.parent
    while above is not None and above.tag != "li":
        above = above.parent
    if above is not None:
        yield above


def list_block(items: Sequence[Item], first: int | None) -> SourceBlock:
    """The lines of a list, numbered from `first` on if that is given."""
    items = [item for item in items if item.blocks or item.box]
    loose = any(sum(block.kind == "p" for block in item.blocks) > 1 for item in items)
    has_code = any(block.kind == "pre" for item in items for block in item.blocks)
    lines: list[str] = []
    for number, item in enumerate(items):
        marker = "- " if first is None else f"{first + number}. "
        marker = marker.ljust(INDENT) if has_code else marker
        lines += (
            ["", *item_lines(item, marker, loose)]
            if loose and lines
            else item_lines(item, marker, loose)
        )
    return SourceBlock("ul" if first is None else "ol", lines)


def item_lines(item: Item, marker: str, loose: bool) -> list[str]:
    lines = join_blocks(item.blocks, tight=not loose) or [""]
    return indent_lines([f"{item.box}{lines[0]}".rstrip(), *lines[1:]], marker)


# Word


def word_level(node: LexborNode) -> int:
    """The level of a paragraph that is an item of a list in Word, from 1; 0 for others."""
    if node.tag not in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"):
        return 0
    match = WORD_ITEM.search(style_of(node))
    if match is None or node.tag != "p":
        return 0
    return int(match[1])


def write_word_list(nodes: Sequence[LexborNode], write: WriteBlocks) -> list[SourceBlock]:
    return word_blocks(word_tree(nodes), write)


def word_tree(nodes: Sequence[LexborNode]) -> list[WordItem]:
    top: list[WordItem] = []
    open_items: list[WordItem] = []
    for node in nodes:
        item = WordItem(node, word_level(node), has_ordered_mark(node))
        while open_items and open_items[-1].level >= item.level:
            open_items.pop()
        (open_items[-1].inner if open_items else top).append(item)
        open_items.append(item)
    return top


def has_ordered_mark(node: LexborNode) -> bool:
    mark = next(
        (span for span in node.css("span[style]") if WORD_MARK.search(style_of(span))), None
    )
    return mark is not None and ORDERED_MARK.match(mark.text().strip()) is not None


def word_blocks(items: Sequence[WordItem], write: WriteBlocks) -> list[SourceBlock]:
    """A list for each run of items of one kind."""
    blocks: list[SourceBlock] = []
    run: list[Item] = []
    for number, item in enumerate(items):
        run.append(Item([*write(list(children(item.node))), *word_blocks(item.inner, write)]))
        following = items[number + 1] if number + 1 < len(items) else None
        if following is None or following.is_ordered != item.is_ordered:
            blocks.append(list_block(run, 1 if item.is_ordered else None))
            run = []
    return blocks
