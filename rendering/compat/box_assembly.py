"""Makes callouts, folds, tabs and quotes of what stands between two placeholders in the tree."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..messages import message
from ..tree import children, create_element, nonblank_children
from .box_html import BOX_BUILDERS
from .label_targets import previous_node
from .placement import CONTAINERS, TagPlacement
from .replacements import Box, BoxEnd, QuietText
from .tag_placeholders import TagPlaceholder
from .tree_edits import discard, quiet_text

# In these elements, text stands in paragraphs.
PARAGRAPH_PARENTS = frozenset({"aside", "blockquote", "body", "details", "div", "section"})
MAX_NESTING = 30


def make_boxes(document: Document, placement: TagPlacement) -> None:
    """In the order of their ends, so that inner boxes come first."""
    placed = placement.placed
    for number, (placeholder, node) in placed.items():
        if isinstance(placeholder.replacement, Box) and number + 1 in placed:
            move_title(document, node, placed[number + 1][1])
    edges = [node for each, node in placed.values() if isinstance(each.replacement, Box | BoxEnd)]
    split_paragraphs(document, placement, [*edges, *placement.blocks])
    for placeholder, end in list(placed.values()):
        if isinstance(placeholder.replacement, BoxEnd):
            start = placed.get(placeholder.replacement.start)
            if start is None or not make_box(document, *start, end):
                show_crossed_tags(placement, placeholder, end, start)
    for tab in document.body.css("details.tab"):
        group_tab(document, tab)


def group_tab(document: Document, tab: LexborNode) -> None:
    """Put a tab into a group with the one before it; d2lbook's tabs have no group."""
    if tab.parent is not None and tab.parent.attributes.get("class") == "tabs":
        return
    before = previous_node(tab)
    if before is None or before.attributes.get("class") != "tabs":
        before = create_element(document, "div", class_="tabs")
        tab.insert_before(before, move=True)
    before.insert_child(tab, move=True)


def move_title(document: Document, start: LexborNode, end: LexborNode) -> None:
    """Move the title, which ends at `end`, into the element that starts the box."""
    if start.parent is None or end.parent is None or start.parent.mem_id != end.parent.mem_id:
        return
    move_nodes_between(start, end, into=start)
    discard(document, end)


def move_nodes_between(start: LexborNode, end: LexborNode, *, into: LexborNode) -> None:
    child = start.next
    while child is not None and child.mem_id != end.mem_id:
        following = child.next
        into.insert_child(child, move=True)
        child = following


def split_paragraphs(document: Document, placement: TagPlacement, nodes: list[LexborNode]) -> None:
    """Split paragraphs at the nodes, which are blocks and cannot stand in one."""
    blocks = {node.mem_id for node in nodes}
    paragraphs = {
        node.parent.mem_id: node.parent
        for node in nodes
        if node.parent is not None and node.parent.tag == "p"
    }
    for paragraph in paragraphs.values():
        part = create_element(document, "p")
        for child in children(paragraph):
            if child.mem_id in blocks:
                insert_if_filled(paragraph, part)
                paragraph.insert_before(child, move=True)
                part = create_element(document, "p")
            else:
                part.insert_child(child, move=True)
                placement.touched[part.mem_id] = part
        insert_if_filled(paragraph, part)
        discard(document, paragraph)


def insert_if_filled(paragraph: LexborNode, part: LexborNode) -> None:
    if part.first_child is not None:
        paragraph.insert_before(part, move=True)


def make_box(
    document: Document, placeholder: TagPlaceholder, start: LexborNode, end: LexborNode
) -> bool:
    """Make a box of what is between `start` and `end`; False if they have no common container."""
    above = {node.mem_id for node in ancestors(start)}
    common = next((node for node in ancestors(end) if node.mem_id in above), None)
    if common is None or common.tag not in CONTAINERS or is_nested_too_deep(common):
        return False
    if not lift(start, common) or not lift(end, common):
        return False
    replacement = placeholder.replacement
    assert isinstance(replacement, Box)
    title = title_nodes(start)
    box, body = BOX_BUILDERS[replacement.box](document, replacement, title)
    start.insert_before(box, move=True)
    move_nodes_between(start, end, into=body)
    discard(document, start)
    discard(document, end)
    return True


def ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    while (parent := node.parent) is not None and parent.tag != "html":
        found.append(parent)
        node = parent
    return found


def is_nested_too_deep(node: LexborNode) -> bool:
    return sum(parent.tag in ("aside", "details") for parent in ancestors(node)) >= MAX_NESTING


def lift(node: LexborNode, common: LexborNode) -> bool:
    """Move `node` up to be a child of `common`, while it is the first or last in its parent."""
    while (parent := node.parent) is not None and parent.mem_id != common.mem_id:
        first, last = is_at_edge(node, after=False), is_at_edge(node, after=True)
        if first and last and parent.tag in ("li", "dd", "td", "th"):
            return False
        if last:
            parent.insert_after(node, move=True)
        elif first:
            parent.insert_before(node, move=True)
        else:
            return False
    return node.parent is not None


def is_at_edge(node: LexborNode, *, after: bool) -> bool:
    """Whether only blank text stands after `node` (or before it) in its parent."""
    beside = node.next if after else node.prev
    while beside is not None and beside.tag == "-text" and not beside.text().strip():
        beside = beside.next if after else beside.prev
    return beside is None


def title_nodes(start: LexborNode) -> list[LexborNode]:
    return [node for node in nonblank_children(start) if node.tag != "p"]


def show_crossed_tags(
    placement: TagPlacement,
    placeholder: TagPlaceholder,
    end: LexborNode,
    start: tuple[TagPlaceholder, LexborNode] | None,
) -> None:
    """Show both tags of a box that begins in one container and ends in another."""
    if start is not None:
        show_tag(placement, *start)
        crossed = QuietText(message("mark-crosses", name=start[0].raw, times=""))
        placement.warnings.add_placeholder(TagPlaceholder("", start[0].line, crossed))
    show_tag(placement, placeholder, end)


def show_tag(placement: TagPlacement, placeholder: TagPlaceholder, node: LexborNode) -> None:
    title = "".join(child.text() for child in nonblank_children(node))
    shown = quiet_text(placement.document, placeholder.raw + title)
    if node.parent is not None and node.parent.tag in PARAGRAPH_PARENTS:
        paragraph = create_element(placement.document, "p")
        paragraph.insert_child(shown, move=True)
        shown = paragraph
    node.insert_before(shown, move=True)
    discard(placement.document, node)
