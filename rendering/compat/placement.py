"""Replaces placeholders in the tree by elements, or marks their places for later steps."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.characters import CJK
from ..html.text_flow import is_within_code
from ..placeholders import CodeBlock, EquationReference, Formula
from ..tree import create_element, nonblank_children
from .citations import citation_text
from .label_targets import formula_labels
from .replacements import (
    Citation,
    EscapedTag,
    LabelReference,
    ParagraphBreak,
    QuietText,
    Removed,
)
from .tag_placeholders import TagPlaceholder, TagPlaceholders
from .tag_warnings import TagWarnings
from .tree_edits import discard, quiet_text, trim_blank_edges

CONTAINERS = frozenset({"aside", "blockquote", "body", "dd", "details", "div", "li", "section"})
NUMBER_ATTRIBUTE = "data-mark"
LINE_BEFORE = re.compile(rf"([{CJK}])[ \t]*\n[ \t]*\Z")
LINE_AFTER = re.compile(rf"\A[ \t]*\n[ \t]*(?=[{CJK}])")

PlacedNodes = dict[int, tuple[TagPlaceholder, LexborNode]]


class TagPlacement:
    """Visits the nodes of the tree.

    `placed` has, by number, the placeholders whose effect depends on the elements around them,
    each with an empty element in its place. `touched` are the parents of replaced text by
    `mem_id`; `blocks` are the elements for code and formulas that do not belong in a paragraph.
    """

    def __init__(self, document: Document, placeholders: TagPlaceholders) -> None:
        self.document = document
        self.placeholders = placeholders
        self.placed: PlacedNodes = {}
        self.warnings = TagWarnings()
        self.touched: dict[int, LexborNode] = {}
        self.blocks: list[LexborNode] = []

    def visit(self, node: LexborNode) -> None:
        if node.tag != "-text":
            self.visit_attributes(node)
        elif self.placeholders.token in (text := node.text_content or ""):
            self.visit_text(node, text)

    def visit_attributes(self, node: LexborNode) -> None:
        for name, value in node.attributes.items():
            if not value or self.placeholders.prefix not in value:
                continue
            if name in ("href", "src"):
                # The address is unknown: only the text of the link stays.
                del node.attrs[name]
            elif name != "alt":
                node.attrs[name] = self.placeholders.restore(value)
            for match in self.placeholders.pattern.finditer(value):
                self.warnings.add_placeholder(self.placeholders.get(match))

    def visit_text(self, node: LexborNode, text: str) -> None:
        if self.placeholders.prefix not in text:
            return
        if is_within_code(node):
            node.replace_with(self.placeholders.restore(text))
            return
        pieces = self.placeholders.pattern.split(text)
        if len(pieces) == 1:
            return
        self.join_lines(pieces)
        for index, piece in enumerate(pieces):
            new = self.element(int(piece), node.parent) if index % 2 else piece
            if isinstance(new, str) and new:
                node.insert_before(new)
            elif isinstance(new, LexborNode):
                node.insert_before(new, move=True)
        if node.parent is not None:
            self.touched[node.parent.mem_id] = node.parent
        discard(self.document, node)

    def join_lines(self, pieces: list[str]) -> None:
        """Remove line breaks between Chinese and a reference, whose text will be 图 1."""
        if not self.document.language.lower().startswith("zh"):
            return
        for index in range(1, len(pieces), 2):
            reference = self.placeholders.items[int(pieces[index])].replacement
            if isinstance(reference, LabelReference) and not reference.label.startswith("eq"):
                pieces[index - 1] = LINE_BEFORE.sub(r"\1", pieces[index - 1])
                pieces[index + 1] = LINE_AFTER.sub("", pieces[index + 1])

    def element(self, number: int, parent: LexborNode | None) -> LexborNode | str | None:
        """What takes the place of a placeholder within `parent`; None is nothing."""
        placeholder = self.placeholders.items[number]
        self.warnings.add_placeholder(placeholder)
        match placeholder.replacement:
            case QuietText():
                return quiet_text(self.document, placeholder.raw)
            case EscapedTag():
                return placeholder.raw
            case Removed() | ParagraphBreak():
                return None
            case CodeBlock() | Formula() as held:
                return self.code_or_formula(held, parent)
            case Citation(keys=keys):
                text = citation_text(keys, self.document.words.others)
                return quiet_text(self.document, text, text)
        node = create_element(self.document, "span", **{NUMBER_ATTRIBUTE: str(number)})
        self.placed.setdefault(number, (placeholder, node))
        return node

    def code_or_formula(self, held: CodeBlock | Formula, parent: LexborNode | None) -> LexborNode:
        """A block where one is allowed; in a heading or a cell, inline code or formula."""
        fits = parent is not None and parent.tag in ("p", *CONTAINERS)
        if isinstance(held, Formula):
            held.block = held.block and fits
        elif not fits:
            code = create_element(self.document, "code")
            code.insert_child(" ".join(held.source.split()))
            return code
        node = held_element(self.document, held)
        if node.tag == "pre":
            self.blocks.append(node)
        return node

    def replace_equation_references(self) -> None:
        """References to formulas, before the step that numbers formulas."""
        labels = formula_labels(self.document)
        for placeholder, node in self.placed.values():
            reference = placeholder.replacement
            if isinstance(reference, LabelReference) and reference.label in labels:
                equation = EquationReference(reference.label, line=placeholder.line)
                node.insert_before(held_element(self.document, equation), move=True)
                discard(self.document, node)

    def tidy_paragraphs(self) -> None:
        """Discard paragraphs that are empty now, and trim white space in the others."""
        for node in self.touched.values():
            if node.tag != "p" or node.parent is None:
                continue
            if nonblank_children(node):
                trim_blank_edges(node)
            else:
                discard(self.document, node)


def held_element(document: Document, held: CodeBlock | Formula | EquationReference) -> LexborNode:
    """The element that stands for `held` until the last step."""
    block = isinstance(held, CodeBlock) or (isinstance(held, Formula) and held.block)
    node = create_element(document, "pre" if block else "code", class_=document.class_of(held))
    node.insert_child(document.placeholder_name(held))
    return node
