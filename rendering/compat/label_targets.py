"""Applies labels, image sizes and callout tags to the elements above or below them."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.allowed import HEADINGS
from ..html.attribute_lists import is_safe_id
from ..messages import message
from ..parts.callout_kinds import callout_class, callout_title
from ..placeholders import CodeBlock, Formula
from ..tree import children, create_element
from .replacements import CalloutAround, ImageSize, Label
from .tag_placeholders import TagPlaceholder
from .tag_warnings import TagWarnings
from .tree_edits import discard

LABEL_ATTRIBUTE = "data-label"
LATEX_LABEL = re.compile(r"\\label\s*\{([^{}]{1,200})\}")
MAX_STEPS = 50
TARGET_TAGS = frozenset({*HEADINGS, "code", "figure", "pre", "table"})


def attach_labels(
    document: Document, placed: dict[int, tuple[TagPlaceholder, LexborNode]], warnings: TagWarnings
) -> None:
    """Apply each label, image size and callout tag, and discard its element.

    Those for the block below are applied last, from the end of the page to its beginning: where
    several stand above one block, those between one of them and the block are discarded by then.
    """
    naming = LabelNaming(document, warnings)
    in_page = [
        (placeholder, node) for placeholder, node in placed.values() if node.parent is not None
    ]
    for placeholder, node in [
        *(each for each in in_page if not getattr(each[0].replacement, "below", False)),
        *(each for each in reversed(in_page) if getattr(each[0].replacement, "below", False)),
    ]:
        match placeholder.replacement:
            case Label(name=name, below=below):
                target = target_below(node) if below else target_above(node)
                naming.add(name, node, target, placeholder.line)
            case ImageSize(width=width, height=height):
                set_image_size(target_above(node), width, height)
            case CalloutAround(kind=kind, below=below):
                wrap_in_callout(document, block_beside(node, below), kind)
            case _:
                continue
        discard_with_paragraph(document, node)


def discard_with_paragraph(document: Document, node: LexborNode) -> None:
    """Discard `node`, and its paragraph if that is empty then."""
    paragraph = node.parent
    discard(document, node)
    if paragraph is not None and is_empty(paragraph):
        # The line break too: each search would step over thousands of them.
        if paragraph.next is not None and is_empty(paragraph.next):
            discard(document, paragraph.next)
        discard(document, paragraph)


class LabelNaming:
    """Gives labels to elements; `taken` are the labels so far."""

    def __init__(self, document: Document, warnings: TagWarnings) -> None:
        self.document = document
        self.warnings = warnings
        self.taken: set[str] = set()

    def add(self, name: str, node: LexborNode, target: LexborNode | None, line: int) -> None:
        """Label `target`, or the article if `node`, where the label stands, is its beginning."""
        if name in self.taken:
            self.warnings.add(message("label-repeated", name=name, times=""), line)
        elif target is not None and not isinstance(self.document.held_by(target), CodeBlock):
            set_element_label(self.document, target, name)
        elif begins_article(node):
            assert self.document.tag_placeholders is not None
            self.document.tag_placeholders.article_labels.add(name)
        else:
            self.warnings.add(message("label-without-target", name=name, times=""), line)
        self.taken.add(name)


def set_element_label(document: Document, element: LexborNode, name: str) -> None:
    held = document.held_by(element)
    if isinstance(held, Formula):
        held.label = held.label or name
        return
    element.attrs[LABEL_ATTRIBUTE] = name
    if not is_safe_id(name):
        return
    if element.tag in HEADINGS:
        anchor = create_element(document, "span", id=name)
        if element.first_child is not None:
            element.first_child.insert_before(anchor, move=True)
    elif "id" not in element.attributes:
        element.attrs["id"] = name


def target_above(node: LexborNode) -> LexborNode | None:
    """The image or formula directly before `node`, else the block before its paragraph."""
    if (side := previous_node(node)) is not None:
        return image_in(side) or (side if side.tag in TARGET_TAGS else None)
    paragraph = node.parent
    if paragraph is None or paragraph.tag != "p":
        return None
    block = previous_node(paragraph)
    return (image_in(block) or as_label_target(block)) if block is not None else None


def target_below(node: LexborNode) -> LexborNode | None:
    block = block_beside(node, below=True)
    return (image_in(block) or as_label_target(block)) if block is not None else None


def block_beside(node: LexborNode, below: bool) -> LexborNode | None:
    own_block = node.parent if node.parent is not None and node.parent.tag == "p" else node
    return skip_empty(own_block.next if below else own_block.prev, forward=below)


def as_label_target(block: LexborNode) -> LexborNode | None:
    return block if block.tag in TARGET_TAGS or block.tag == "p" else None


def previous_node(node: LexborNode) -> LexborNode | None:
    return skip_empty(node.prev, forward=False)


def skip_empty(node: LexborNode | None, *, forward: bool) -> LexborNode | None:
    """`node` or the first sibling after (or before) it with content, within `MAX_STEPS`."""
    for _ in range(MAX_STEPS):
        if node is None or not is_empty(node):
            return node
        node = node.next if forward else node.prev
    return None


def is_empty(node: LexborNode) -> bool:
    """Whether it is blank text, or a paragraph without anything else."""
    if node.tag == "-text":
        return not (node.text_content or "").strip()
    return node.tag == "p" and skip_blank_text(node.first_child, forward=True) is None


def skip_blank_text(node: LexborNode | None, *, forward: bool) -> LexborNode | None:
    """`node` or the first sibling after (or before) it that is not blank text."""
    for _ in range(MAX_STEPS):
        if node is None or node.tag != "-text" or (node.text_content or "").strip():
            break
        node = node.next if forward else node.prev
    return node


def image_in(node: LexborNode) -> LexborNode | None:
    """The image that `node` is, or that stands at the end of a link, paragraph or figure."""
    for _ in range(3):
        if node.tag == "img":
            return node
        if node.tag not in ("a", "p", "figure"):
            return None
        inside = skip_blank_text(node.last_child, forward=False)
        if inside is None:
            return None
        node = inside
    return None


def begins_article(node: LexborNode) -> bool:
    """Whether the article's text begins with `node`: a label there names the whole article."""
    paragraph = node.parent
    if paragraph is None or paragraph.parent is None or paragraph.parent.tag != "body":
        return False
    return previous_node(node) is None and previous_node(paragraph) is None


def set_image_size(image: LexborNode | None, width: str, height: str) -> None:
    if image is None or image.tag != "img":
        return
    for name, value in (("width", width), ("height", height)):
        if value and name not in image.attributes:
            image.attrs[name] = value


def wrap_in_callout(document: Document, block: LexborNode | None, kind: str) -> None:
    """Make a callout of a quote or a paragraph."""
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


def formula_labels(document: Document) -> set[str]:
    """The labels of formulas, within their LaTeX or from a tag behind them."""
    found = set()
    for held in document.held:
        if isinstance(held, Formula):
            found |= {held.label, *LATEX_LABEL.findall(held.latex)}
    return found - {""}
