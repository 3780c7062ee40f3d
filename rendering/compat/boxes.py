"""Notes, folded texts, tabs and quotes, made of what stands between two marks."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import children, create_element, nonblank_children
from .box_html import BOXES
from .labels import previous
from .placeholders import Closing, Mark, Opening, Problem, Quiet
from .placement import CONTAINERS, Placing
from .tree_edits import discard, quiet

# In these, words stand in paragraphs.
BETWEEN = frozenset({"aside", "blockquote", "body", "details", "div", "section"})
DEEPEST = 30


def make_boxes(document: Document, placing: Placing) -> None:
    """Inner ones first: they are the first to end."""
    placed = placing.placed
    for number, (mark, node) in placed.items():
        if isinstance(mark.meaning, Opening) and number + 1 in placed:
            take_title(document, node, placed[number + 1][1])
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
        beside = create_element(document, "div", class_="tabs")
        tab.insert_before(beside, move=True)
    beside.insert_child(tab, move=True)


def take_title(document: Document, opening: LexborNode, end: LexborNode) -> None:
    """Move the title into the mark that it belongs to."""
    if opening.parent is None or end.parent is None or opening.parent.mem_id != end.parent.mem_id:
        return
    child = opening.next
    while child is not None and child.mem_id != end.mem_id:
        following = child.next
        opening.insert_child(child, move=True)
        child = following
    discard(document, end)


def split_paragraphs(document: Document, placing: Placing, nodes: list[LexborNode]) -> None:
    """What makes a block stands between paragraphs, not in one."""
    wanted = {node.mem_id for node in nodes}
    paragraphs = {
        node.parent.mem_id: node.parent
        for node in nodes
        if node.parent is not None and node.parent.tag == "p"
    }
    for paragraph in paragraphs.values():
        part = create_element(document, "p")
        for child in children(paragraph):
            if child.mem_id in wanted:
                put_before(paragraph, part)
                paragraph.insert_before(child, move=True)
                part = create_element(document, "p")
            else:
                part.insert_child(child, move=True)
                placing.touched[part.mem_id] = part
        put_before(paragraph, part)
        discard(document, paragraph)


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
    discard(document, opening)
    discard(document, closing)
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
        first, last = is_edge(node, after=False), is_edge(node, after=True)
        if first and last and parent.tag in ("li", "dd", "td", "th"):
            return False
        if last:
            parent.insert_after(node, move=True)
        elif first:
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
    return [node for node in nonblank_children(opening) if node.tag != "p"]


def give_up(
    placing: Placing, mark: Mark, closing: LexborNode, opened: tuple[Mark, LexborNode] | None
) -> None:
    """Begun in one thing and ended in another: both marks are shown."""
    if opened is not None:
        show(placing, *opened)
        placing.telling.note(Mark("", opened[0].line, Quiet(opened[0].raw, Problem.CROSSED)))
    show(placing, mark, closing)


def show(placing: Placing, mark: Mark, node: LexborNode) -> None:
    title = "".join(child.text() for child in nonblank_children(node))
    shown = quiet(placing.document, mark.raw + title)
    if node.parent is not None and node.parent.tag in BETWEEN:
        paragraph = create_element(placing.document, "p")
        paragraph.insert_child(shown, move=True)
        shown = paragraph
    node.insert_before(shown, move=True)
    discard(placing.document, node)
