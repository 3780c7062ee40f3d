"""Puts marks into the cleaned tree, where their words stand."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.characters import CJK
from ..html.text_flow import is_within_code
from ..placeholders import CodeBlock, Formula
from ..placeholders import EquationReference as Equation
from ..tree import create_element, nonblank_children
from .citations import cited
from .labels import labels_of
from .placeholders import Citation, Held, Line, Literal, Mark, Marks, Nothing, Quiet, Reference
from .tree_edits import discard, quiet, trim
from .warnings import Telling

CONTAINERS = frozenset({"aside", "blockquote", "body", "dd", "details", "div", "li", "section"})
NUMBER = "data-mark"
LINE_BEFORE = re.compile(rf"([{CJK}])[ \t]*\n[ \t]*\Z")
LINE_AFTER = re.compile(rf"\A[ \t]*\n[ \t]*(?=[{CJK}])")

Placed = dict[int, tuple[Mark, LexborNode]]


class Placing:
    """`placed` are the marks whose place in the tree decides what they do, by number."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self.document = document
        self.marks = marks
        self.placed: Placed = {}
        self.telling = Telling()
        self.touched: dict[int, LexborNode] = {}
        self.blocks: list[LexborNode] = []

    def visit(self, node: LexborNode) -> None:
        if node.tag != "-text":
            self.visit_attributes(node)
        elif self.marks.token in (text := node.text_content or ""):
            self.visit_text(node, text)

    def visit_attributes(self, node: LexborNode) -> None:
        for name, value in node.attributes.items():
            if not value or f"x{self.marks.token}m" not in value:
                continue
            if name in ("href", "src"):
                # An address that nobody knows: the words stay.
                del node.attrs[name]
            elif name != "alt":
                node.attrs[name] = self.marks.restore(value)
            for word in self.marks.word.finditer(value):
                self.telling.note(self.marks.of(word))

    def visit_text(self, node: LexborNode, text: str) -> None:
        if f"x{self.marks.token}m" not in text:
            return
        if is_within_code(node):
            node.replace_with(self.marks.restore(text))
            return
        pieces = self.marks.word.split(text)
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
        """No space between Chinese and a reference that will read 图 1."""
        if not self.document.language.lower().startswith("zh"):
            return
        for index in range(1, len(pieces), 2):
            meaning = self.marks.kept[int(pieces[index])].meaning
            if isinstance(meaning, Reference) and not meaning.label.startswith("eq"):
                pieces[index - 1] = LINE_BEFORE.sub(r"\1", pieces[index - 1])
                pieces[index + 1] = LINE_AFTER.sub("", pieces[index + 1])

    def element(self, number: int, parent: LexborNode | None) -> LexborNode | str | None:
        mark = self.marks.kept[number]
        self.telling.note(mark)
        match mark.meaning:
            case Quiet():
                return quiet(self.document, mark.raw)
            case Literal():
                return mark.raw
            case Nothing() | Line():
                return None
            case Held(thing=thing):
                return self.holder(thing, parent)
            case Citation(keys=keys):
                return quiet(self.document, cited(keys, self.document.words.others))
        node = create_element(self.document, "span", **{NUMBER: str(number)})
        self.placed.setdefault(number, (mark, node))
        return node

    def holder(self, thing: CodeBlock | Formula, parent: LexborNode | None) -> LexborNode:
        """A block where one may be; in a heading or a cell, code and formulas are words."""
        fits = parent is not None and parent.tag in ("p", *CONTAINERS)
        if isinstance(thing, Formula):
            thing.block = thing.block and fits
        elif not fits:
            code = create_element(self.document, "code")
            code.insert_child(" ".join(thing.source.split()))
            return code
        node = placeholder(self.document, thing)
        if node.tag == "pre":
            self.blocks.append(node)
        return node

    def refer_to_equations(self) -> None:
        """Formulas are numbered, and references to them linked, all at once and soon."""
        labels = labels_of(self.document)
        for mark, node in self.placed.values():
            if isinstance(mark.meaning, Reference) and mark.meaning.label in labels:
                equation = Equation(mark.meaning.label, line=mark.line)
                node.insert_before(placeholder(self.document, equation), move=True)
                discard(self.document, node)

    def tidy(self) -> None:
        """Paragraphs that only had marks go; the others begin and end with words."""
        for node in self.touched.values():
            if node.tag != "p" or node.parent is None:
                continue
            if nonblank_children(node):
                trim(node)
            else:
                discard(self.document, node)


def placeholder(document: Document, thing: CodeBlock | Formula | Equation) -> LexborNode:
    block = isinstance(thing, CodeBlock) or (isinstance(thing, Formula) and thing.block)
    node = create_element(document, "pre" if block else "code", class_=document.class_of(thing))
    node.insert_child(document.name(thing))
    return node
