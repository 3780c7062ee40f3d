"""Names the formulas that are the only content of a link, a heading or a head of a table.

The name of such an element is its text, and `math` elements have none: MathML is not text.
"""

from html import escape

from selectolax.lexbor import LexborNode

from ..document import FORMULA_CLASS, Document
from ..placeholders import Formula
from .spoken import is_whole, spoken_formula

NAMED_BY_CONTENT = "th, a[href], summary, h1, h2, h3, h4, h5, h6"


def name_lone_formulas(document: Document) -> None:
    for node in document.body.css(NAMED_BY_CONTENT):
        placeholders = node.css(f"code.{FORMULA_CLASS}")
        if placeholders and not has_text_beside(node, placeholders):
            for placeholder in placeholders:
                if isinstance(formula := document.held_by(placeholder), Formula):
                    add_label(document, formula)


def has_text_beside(node: LexborNode, placeholders: list[LexborNode]) -> bool:
    if node.css_first("img, svg, video, audio") is not None:
        return True
    text = node.text()
    for part in [*placeholders, *node.css("a.sec")]:
        text = text.replace(part.text(), "", 1)
    return bool(text.strip())


def add_label(document: Document, formula: Formula) -> None:
    if not formula.html.startswith("<math alttext="):
        return
    spoken = spoken_formula(formula.html, document.language)
    label = spoken if is_whole(spoken) else " ".join(formula.latex.split())
    formula.html = formula.html.replace("<math", f'<math aria-label="{escape(label)}"', 1)
