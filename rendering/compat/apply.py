"""What the words in the cleaned tree become."""

from ..document import Document
from ..placeholders import CodeBlock, Formula
from .boxes import make_boxes
from .labels import attach_labels
from .placeholders import Marks
from .placement import Placing


def place_marks(document: Document) -> None:
    marks = document.foreign
    if marks is None:
        return
    restore_held(document, marks)
    placing = Placing(document, marks)
    in_attributes = has_in_attributes(document.html, f"x{marks.token}m")
    for node in list(document.body.traverse(include_text=True)):
        if in_attributes or node.tag == "-text":
            placing.visit(node)
    make_boxes(document, placing)
    attach_labels(document, placing.placed, placing.telling)
    placing.refer_to_equations()
    placing.tidy()
    placing.telling.tell(document)


def restore_held(document: Document, marks: Marks) -> None:
    """In code and formulas a mark is what its author wrote."""
    for thing in document.held:
        if isinstance(thing, Formula):
            thing.latex = marks.restore(thing.latex)
        elif isinstance(thing, CodeBlock):
            thing.source = marks.restore(thing.source)
            thing.language = marks.restore(thing.language)
            thing.title = marks.restore(thing.title)
    for word, meaning in document.abbreviations.items():
        document.abbreviations[word] = marks.restore(meaning)


def has_in_attributes(html: str, word: str) -> bool:
    """Whether the value of an attribute may have the word, as few have."""
    *before, _ = html.split(word)
    values = (piece.rpartition('="') for piece in before)
    return any(sign and '"' not in value for _, sign, value in values)
