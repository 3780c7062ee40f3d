"""Formulas: LaTeX to MathML. A formula that cannot be converted is shown as its LaTeX source."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..messages import message
from ..placeholders import EquationReference, Formula
from ..tree import create_element, replace_node
from .converter import FormulaConverter
from .lone_formulas import name_lone_formulas
from .numbering import UNKNOWN, EquationMention, Equations
from .punctuation import attach_punctuation

__all__ = ["attach_punctuation", "convert_formulas", "name_lone_formulas"]


def convert_formulas(document: Document) -> None:
    """Convert all formulas of `document`, number its equations, and link references to them.

    All formulas are converted together, because equation numbers count through the article.
    Warns of duplicate and unknown labels.
    """
    held = document.held_in_order()
    article = FormulaConverter(document)
    article.convert([thing for thing in held if isinstance(thing, Formula)])
    if any(isinstance(thing, EquationReference) for thing in held):
        link_references(document, article.equations)
    warn_of_labels(document, article.equations)


def link_references(document: Document, equations: Equations) -> None:
    """Replace the equation references in the prose by links to the equations."""
    for node in document.body.css("code[class]"):
        thing = document.held_by(node)
        if isinstance(thing, EquationReference):
            equations.references.append(EquationMention(thing.label, thing.brackets, thing.line))
            replace_node(node, equation_link(document, thing, equations))


def equation_link(
    document: Document, reference: EquationReference, equations: Equations
) -> LexborNode:
    line = equations.labels.get(reference.label)
    if line is None:
        node = create_element(document, "span", class_="bad-ref")
        node.insert_child(UNKNOWN)
        return node
    node = (
        create_element(document, "a", href=f"#{line.id}")
        if line.shown
        else create_element(document, "span")
    )
    node.insert_child(line.text(reference.brackets))
    return node


def warn_of_labels(document: Document, equations: Equations) -> None:
    for label, line in equations.duplicates:
        document.warn(message("equation-repeated", label=label), line=line)
    unknown = {m.label: m.line for m in equations.references if m.label not in equations.labels}
    for label, line in unknown.items():
        document.warn(message("equation-unknown", label=label), line=line)
