"""Turns presentation MathML into LaTeX: latex_of_mathml().

math_tree.py           the elements of a formula; reads MathML
office_math.py         reads Office Math, as Word writes it
elements.py            writes each element
rows.py                elements side by side: spaces, brackets
scripts_and_limits.py  indices, limits, accents
math_tables.py         matrices, cases, aligned equations
symbols.py             commands of characters and of alphabets
"""

from selectolax.lexbor import LexborNode

from .elements import element_latex
from .math_tree import read_math
from .office_math import is_office_math, read_office_math

__all__ = ["latex_of_mathml"]


def latex_of_mathml(math: LexborNode) -> str:
    """The LaTeX of an element `<math>`, or of `<m:oMath>` as Word writes it.

    A character for which LaTeX has no command stays, and so does the content of an unknown element.
    """
    tree = read_office_math(math) if is_office_math(math) else read_math(math)
    return element_latex(tree).strip()
