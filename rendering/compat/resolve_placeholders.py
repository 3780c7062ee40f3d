"""The step that replaces the placeholders of foreign tags in the tree by what they stand for."""

from ..document import Document
from ..placeholders import CodeBlock, Formula
from .box_assembly import make_boxes
from .label_targets import attach_labels
from .placement import TagPlacement
from .tag_placeholders import TagPlaceholders


def resolve_tag_placeholders(document: Document) -> None:
    placeholders = document.tag_placeholders
    if placeholders is None:
        return
    restore_held_sources(document, placeholders)
    placement = TagPlacement(document, placeholders)
    in_attributes = is_in_attributes(document.html, placeholders.prefix)
    for node in list(document.body.traverse(include_text=True)):
        if in_attributes or node.tag == "-text":
            placement.visit(node)
    make_boxes(document, placement)
    attach_labels(document, placement.placed, placement.warnings)
    placement.replace_equation_references()
    placement.tidy_paragraphs()
    placement.warnings.report(document)


def restore_held_sources(document: Document, placeholders: TagPlaceholders) -> None:
    """In code, formulas and abbreviations a tag is text: put the author's source back."""
    for held in document.held:
        if isinstance(held, Formula):
            held.latex = placeholders.restore(held.latex)
        elif isinstance(held, CodeBlock):
            held.source = placeholders.restore(held.source)
            held.language = placeholders.restore(held.language)
            held.title = placeholders.restore(held.title)
    for short, long in document.abbreviations.items():
        document.abbreviations[short] = placeholders.restore(long)


def is_in_attributes(html: str, prefix: str) -> bool:
    """Whether the value of an attribute may contain a placeholder; most articles have none."""
    *before, _ = html.split(prefix)
    values = (piece.rpartition('="') for piece in before)
    return any(sign and '"' not in value for _, sign, value in values)
