"""Notes, folded texts, tabs and quotes, made of what stands between two marks."""

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from ..callouts import callout_class, callout_title
from ..document import Document
from ..tree import children, create, elements
from .labels import previous
from .marks import Closing, Mark, Opening, Quiet

if TYPE_CHECKING:
    from .placing import Placing

CONTAINERS = frozenset(
    {"aside", "blockquote", "body", "dd", "details", "div", "li", "section", "td", "th"}
)
DEEPEST = 30


def make_boxes(document: Document, placing: "Placing") -> None:
    """Inner ones first: they are the first to end."""
    placed = placing.placed
    for number, (mark, node) in placed.items():
        if isinstance(mark.meaning, Opening) and number + 1 in placed:
            take_title(node, placed[number + 1][1])
    ends = [node for mark, node in placed.values() if isinstance(mark.meaning, Opening | Closing)]
    split_paragraphs(document, placing, [*ends, *placing.blocks])
    for mark, closing in list(placed.values()):
        if isinstance(mark.meaning, Closing):
            opened = placed.get(mark.meaning.opening)
            if opened is None or not make_box(document, *opened, closing):
                give_up(placing, mark, closing, opened)
    for tab in document.body.css("details.tab"):
        gather(document, tab)


def gather(document: Document, tab: LexborNode) -> None:
    """Tabs that stand in a row without a mark around them all, as in d2lbook."""
    if tab.parent is not None and tab.parent.attributes.get("class") == "tabs":
        return
    beside = previous(tab)
    if beside is None or beside.attributes.get("class") != "tabs":
        beside = create(document, "div", class_="tabs")
        tab.insert_before(beside, move=True)
    beside.insert_child(tab, move=True)


def take_title(opening: LexborNode, end: LexborNode) -> None:
    """Move the title into the mark that it belongs to."""
    if opening.parent is None or end.parent is None or opening.parent.mem_id != end.parent.mem_id:
        return
    child = opening.next
    while child is not None and child.mem_id != end.mem_id:
        following = child.next
        opening.insert_child(child, move=True)
        child = following
    end.remove()


def split_paragraphs(document: Document, placing: "Placing", nodes: list[LexborNode]) -> None:
    """What makes a block stands between paragraphs, not in one."""
    wanted = {node.mem_id for node in nodes}
    paragraphs = {
        node.parent.mem_id: node.parent
        for node in nodes
        if node.parent is not None and node.parent.tag == "p"
    }
    for paragraph in paragraphs.values():
        part = create(document, "p")
        for child in children(paragraph):
            if child.mem_id in wanted:
                put_before(paragraph, part)
                paragraph.insert_before(child, move=True)
                part = create(document, "p")
            else:
                part.insert_child(child, move=True)
                placing.touched[part.mem_id] = part
        put_before(paragraph, part)
        paragraph.remove()


def put_before(place: LexborNode, part: LexborNode) -> None:
    if part.first_child is not None:
        place.insert_before(part, move=True)


def make_box(document: Document, mark: Mark, opening: LexborNode, closing: LexborNode) -> bool:
    """Whether the two could be brought side by side, and what is between them into a box."""
    above = {node.mem_id for node in ancestors(opening)}
    common = next((node for node in ancestors(closing) if node.mem_id in above), None)
    if common is None or common.tag not in CONTAINERS or too_deep(common):
        return False
    if not lift(opening, common) or not lift(closing, common):
        return False
    assert isinstance(mark.meaning, Opening)
    box, body = BOXES[mark.meaning.box](document, mark.meaning, title_of(document, opening))
    opening.insert_before(box, move=True)
    child = opening.next
    while child is not None and child.mem_id != closing.mem_id:
        following = child.next
        body.insert_child(child, move=True)
        child = following
    opening.remove()
    closing.remove()
    return True


def ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    while (parent := node.parent) is not None and parent.tag != "html":
        found.append(parent)
        node = parent
    return found


def too_deep(node: LexborNode) -> bool:
    return sum(parent.tag in ("aside", "details") for parent in ancestors(node)) >= DEEPEST


def lift(node: LexborNode, common: LexborNode) -> bool:
    """Out of what it begins or ends, until it is in `common`."""
    while (parent := node.parent) is not None and parent.mem_id != common.mem_id:
        if is_edge(node, after=True):
            parent.insert_after(node, move=True)
        elif is_edge(node, after=False):
            parent.insert_before(node, move=True)
        else:
            return False
    return node.parent is not None


def is_edge(node: LexborNode, *, after: bool) -> bool:
    beside = node.next if after else node.prev
    while beside is not None and beside.tag == "-text" and not beside.text().strip():
        beside = beside.next if after else beside.prev
    return beside is None


def title_of(document: Document, opening: LexborNode) -> list[LexborNode]:
    return [node for node in elements(opening) if node.tag != "p"]


Made = tuple[LexborNode, LexborNode]


def titled(document: Document, tag: str, title: list[LexborNode], words: str) -> LexborNode:
    element = create(document, tag)
    for node in title:
        element.insert_child(node, move=True)
    if not title:
        element.insert_child(words)
    for end in (element.first_child, element.last_child):
        if end is not None and end.tag == "-text":
            text = end.text_content or ""
            text = text.lstrip() if end.prev is None else text
            end.replace_with(text.rstrip() if end.next is None else text)
    return element


def callout(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    kind = opening.kind
    box = create(document, "aside", class_=callout_class(kind), role="note")
    words = opening.title or callout_title(kind, document.language)
    box.insert_child(titled(document, "b", title, words), move=True)
    body = create(document, "div")
    box.insert_child(body, move=True)
    return box, body


def fold(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    kind = {"class_": callout_class(opening.kind)} if opening.kind else {}
    box = create(document, "details", **kind)
    if opening.open:
        box.attrs["open"] = ""
    default = callout_title(opening.kind, document.language) if opening.kind else ""
    words = opening.title or default or document.words.details
    box.insert_child(titled(document, "summary", title, words), move=True)
    return box, box


def tab(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    box = create(document, "details", class_="tab")
    box.insert_child(titled(document, "summary", title, opening.title or "…"), move=True)
    return box, box


def tabs(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    box = create(document, "div", class_="tabs")
    return box, box


def quote(document: Document, opening: Opening, title: list[LexborNode]) -> Made:
    box = create(document, "blockquote")
    return box, box


BOXES = {"callout": callout, "fold": fold, "tab": tab, "tabs": tabs, "quote": quote}


def give_up(
    placing: "Placing", mark: Mark, closing: LexborNode, opened: tuple[Mark, LexborNode] | None
) -> None:
    """Begun in one thing and ended in another: both marks are shown."""
    from .placing import quiet, short

    for each, node in [(mark, closing), *([opened] if opened else [])]:
        if node.parent is None:
            continue
        text = short(each.raw + "".join(child.text() for child in elements(node)))
        shown = quiet(placing.document, text)
        node.insert_before(shown, move=True)
        node.remove()
        placing.telling.note(Mark(each.raw, each.line, Quiet(text)))
