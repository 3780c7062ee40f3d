"""What has a name in the article: figures, tables, headings, formulas."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.allowed import HEADINGS
from ..html.attribute_lists import is_safe_id
from ..parts.callouts import callout_class, callout_title
from ..placeholders import CodeBlock, Formula
from ..tree import children, create_element
from .placeholders import Dress, Label, Mark, Size
from .tree_edits import discard
from .warnings import Telling

LABEL = "data-label"
INSIDE = re.compile(r"\\label\s*\{([^{}]{1,200})\}")
TWICE = "“{}” is the name of more than one thing{}; references lead to the first"
NAMELESS = "“{}” names nothing{}; put it behind a figure, a table, a heading or a formula"
FARTHEST = 50
NAMED = frozenset({*HEADINGS, "code", "figure", "pre", "table"})


def attach_labels(
    document: Document, placed: dict[int, tuple[Mark, LexborNode]], telling: Telling
) -> None:
    """Each label, size and note finds what it is about; those above it from the last on."""
    naming = Naming(document, telling)
    about = [(mark, node) for mark, node in placed.values() if node.parent is not None]
    for mark, node in [
        *(each for each in about if not getattr(each[0].meaning, "below", False)),
        *(each for each in reversed(about) if getattr(each[0].meaning, "below", False)),
    ]:
        match mark.meaning:
            case Label(name=name, below=below):
                naming.name(name, node, after(node) if below else before(node), mark.line)
            case Size(width=width, height=height):
                set_size(before(node), width, height)
            case Dress(kind=kind, below=below):
                dress(document, block_beside(node, below), kind)
            case _:
                continue
        take_away(document, node)


def take_away(document: Document, node: LexborNode) -> None:
    """With its paragraph, if that had nothing else."""
    paragraph = node.parent
    discard(document, node)
    if paragraph is not None and is_empty(paragraph):
        # The line break too: thousands of them would be walked over again and again.
        if paragraph.next is not None and is_empty(paragraph.next):
            discard(document, paragraph.next)
        discard(document, paragraph)


class Naming:
    def __init__(self, document: Document, telling: Telling) -> None:
        self.document = document
        self.telling = telling
        self.taken: set[str] = set()

    def name(self, name: str, node: LexborNode, thing: LexborNode | None, line: int) -> None:
        if name in self.taken:
            self.telling.add(TWICE.format(name, "{}"), line)
        elif thing is not None and not isinstance(self.document.held_by(thing), CodeBlock):
            give_name(self.document, thing, name)
        elif begins_article(node):
            assert self.document.foreign is not None
            self.document.foreign.own.add(name)
        else:
            self.telling.add(NAMELESS.format(name, "{}"), line)
        self.taken.add(name)


def give_name(document: Document, thing: LexborNode, name: str) -> None:
    held = document.held_by(thing)
    if isinstance(held, Formula):
        held.label = held.label or name
        return
    thing.attrs[LABEL] = name
    if not is_safe_id(name):
        return
    if thing.tag in HEADINGS:
        place = create_element(document, "span", id=name)
        if thing.first_child is not None:
            thing.first_child.insert_before(place, move=True)
    elif "id" not in thing.attributes:
        thing.attrs["id"] = name


def before(node: LexborNode) -> LexborNode | None:
    """The picture or formula directly before it, else the block before its paragraph."""
    if (side := previous(node)) is not None:
        return picture_in(side) or (side if side.tag in NAMED else None)
    paragraph = node.parent
    if paragraph is None or paragraph.tag != "p":
        return None
    block = previous(paragraph)
    return (picture_in(block) or as_named(block)) if block is not None else None


def after(node: LexborNode) -> LexborNode | None:
    place = node.parent if node.parent is not None and node.parent.tag == "p" else node
    block = place.next
    block = beyond_empty(block, forward=True)
    return (picture_in(block) or as_named(block)) if block is not None else None


def block_beside(node: LexborNode, below: bool) -> LexborNode | None:
    place = node.parent if node.parent is not None and node.parent.tag == "p" else node
    return beyond_empty(place.next if below else place.prev, forward=below)


def as_named(block: LexborNode) -> LexborNode | None:
    return block if block.tag in NAMED or block.tag == "p" else None


def previous(node: LexborNode) -> LexborNode | None:
    return beyond_empty(node.prev, forward=False)


def beyond_empty(node: LexborNode | None, *, forward: bool) -> LexborNode | None:
    """`node` or the next to it with anything in it, unless that is very far away."""
    for _ in range(FARTHEST):
        if node is None or not is_empty(node):
            return node
        node = node.next if forward else node.prev
    return None


def is_empty(node: LexborNode) -> bool:
    """Blank text, or a paragraph that only had marks."""
    if node.tag == "-text":
        return not (node.text_content or "").strip()
    return node.tag == "p" and inner_edge(node.first_child, forward=True) is None


def inner_edge(node: LexborNode | None, *, forward: bool) -> LexborNode | None:
    """`node` or the next to it that is not blank text."""
    for _ in range(FARTHEST):
        if node is None or node.tag != "-text" or (node.text_content or "").strip():
            break
        node = node.next if forward else node.prev
    return node


def picture_in(node: LexborNode) -> LexborNode | None:
    """The picture that `node` is, links to, or has as its end."""
    for _ in range(3):
        if node.tag == "img":
            return node
        if node.tag not in ("a", "p", "figure"):
            return None
        inside = inner_edge(node.last_child, forward=False)
        if inside is None:
            return None
        node = inside
    return None


def begins_article(node: LexborNode) -> bool:
    """Whether nothing stands above: the heading was the title, which is not part of the text."""
    paragraph = node.parent
    if paragraph is None or paragraph.parent is None or paragraph.parent.tag != "body":
        return False
    return previous(node) is None and previous(paragraph) is None


def set_size(image: LexborNode | None, width: str, height: str) -> None:
    if image is None or image.tag != "img":
        return
    for name, value in (("width", width), ("height", height)):
        if value and name not in image.attributes:
            image.attrs[name] = value


def dress(document: Document, block: LexborNode | None, kind: str) -> None:
    """A quote or a paragraph becomes a note."""
    if block is None or block.tag not in ("blockquote", "p"):
        return
    box = create_element(document, "aside", class_=callout_class(kind), role="note")
    title = create_element(document, "b")
    title.insert_child(callout_title(kind, document.language))
    body = create_element(document, "div")
    box.insert_child(title, move=True)
    box.insert_child(body, move=True)
    block.insert_before(box, move=True)
    if block.tag == "p":
        body.insert_child(block, move=True)
        return
    for child in children(block):
        body.insert_child(child, move=True)
    discard(document, block)


def labels_of(document: Document) -> set[str]:
    """The names that formulas have, from outside or inside."""
    found = set()
    for held in document.held:
        if isinstance(held, Formula):
            found |= {held.label, *INSIDE.findall(held.latex)}
    return found - {""}
