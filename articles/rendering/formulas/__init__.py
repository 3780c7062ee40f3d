"""LaTeX to MathML, behind a guard; what cannot be converted shows its source."""

import re
from html import escape, unescape

from math_core import LatexToMathML

from ..document import Document, Formula
from .guard import objection
from .latex import MACROS, rewrite
from .mathml import finish

ERROR = re.compile(r'<(?:p|span) class="math-core-error" title="(?:\d+: )?([^"]*)">')
ID_PREFIX = "eq-"

CONVERTER = LatexToMathML(
    macros=MACROS,
    annotation=True,
    continue_on_error=True,
    fancy_error=False,
    # \widetilde and its like: a little short in some browsers beats not at all.
    allow_unreliable_rendering=True,
    id_prefix=ID_PREFIX,
)


def convert_formulas(document: Document) -> None:
    """All at once, so that equations are numbered through and can be referred to."""
    formulas = [thing for thing in document.in_order() if isinstance(thing, Formula)]
    sound = [formula for formula in formulas if not reject(document, formula)]
    pairs = [(rewrite(f.latex, f.display), f.display) for f in sound]
    for formula, mathml in zip(sound, CONVERTER.convert_all(pairs), strict=True):
        accept(document, formula, mathml)


def reject(document: Document, formula: Formula) -> bool:
    """Whether the guard objects: the converter must not even see such a formula."""
    reason = objection(formula.latex)
    if reason:
        show_source(document, formula, reason)
    return bool(reason)


def accept(document: Document, formula: Formula, mathml: str) -> None:
    if error := ERROR.match(mathml):
        return show_source(document, formula, unescape(error[1]).rstrip("."))
    math = finish(mathml, formula.latex)
    if formula.display:
        tag = "div" if formula.block else "span"
        math = f'<{tag} class="eq"><{tag} class="box" tabindex="0">{math}</{tag}></{tag}>'
    formula.html = math
    return None


def show_source(document: Document, formula: Formula, reason: str) -> None:
    document.warn(f"This formula is shown as source ({reason})", formula.latex, formula.line)
    code = f'<code class="bad-math">{escape(formula.latex.strip(), quote=False)}</code>'
    formula.html = f"<pre>{code}</pre>" if formula.block else code
