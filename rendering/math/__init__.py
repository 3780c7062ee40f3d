"""LaTeX to MathML, behind a guard; what cannot be converted shows its source."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..placeholders import EquationReference, Formula
from ..tree import create_element, replace_node
from .converter import Article
from .numbering import UNKNOWN, Equations, Mention
from .punctuation import hug_punctuation

__all__ = ["convert_formulas", "hug_punctuation"]


def convert_formulas(document: Document) -> None:
    """All at once, so that equations are numbered through and can be referred to."""
    held = document.in_order()
    article = Article(document)
    article.convert([thing for thing in held if isinstance(thing, Formula)])
    if any(isinstance(thing, EquationReference) for thing in held):
        link_references(document, article.equations)
    warn_of_labels(document, article.equations)


def link_references(document: Document, equations: Equations) -> None:
    """Mentions of equations in the prose become links like any other."""
    for node in document.body.css("code[class]"):
        thing = document.held_by(node)
        if isinstance(thing, EquationReference):
            equations.mentions.append(Mention(thing.label, thing.brackets, thing.line))
            replace_node(node, link(document, thing, equations))


def link(document: Document, reference: EquationReference, equations: Equations) -> LexborNode:
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
        document.warn(
            f"Two equations are called “{label}”; references lead to the first", line=line
        )
    unknown = {m.label: m.line for m in equations.mentions if m.label not in equations.labels}
    for label, line in unknown.items():
        document.warn(f"No equation is called “{label}”: give one \\label{{{label}}}", line=line)
