r"""Temml, a second converter, for formulas that the first one cannot convert.

Temml is a JavaScript file from package.json; QuickJS runs it without network and files. It is slow
(milliseconds per formula, 0.1 s to load), so it gets only what would be shown as source.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ..messages import message
from .box_commands import SIZES
from .expand import BOX_MARK, MARK
from .guard import LONGEST, depth, exceeded_limit, is_too_deep
from .latex_tokens import Missing
from .temml_mathml import ConvertedMathml, convert_temml_mathml

if TYPE_CHECKING:
    import dukpy

PART = "temml"
SCRIPT = Path(__file__).parents[2] / "build/npm/node_modules/temml/dist/temml.min.js"
LOCK = Lock()
NOT_INSTALLED = message("temml-not-installed")
NAMES = {percent: name for name, percent in SIZES.items()}
SIZE = re.compile(r'mathsize="(\d+%)"')
# Characters per article; Temml needs about 0.1 ms for each.
MOST_CHARACTERS = 10_000
# Temml renders the argument of these commands twice, so nesting them costs 2ⁿ. They are refused;
# an author's commands of these names were rewritten before. Real formulas nest up to 11 levels.
DOUBLING = re.compile(r"\\(?:(?:math|text)?[lrc]lap|cancelto|equilibrium)")
DEEPEST = 12
# For Temml's own macros, such as \dots; the author's were expanded before.
MOST_EXPANSIONS = 1_000
# The largest width, in em and in points.
LARGEST = "[40, 400]"
# Of the commands that produce HTML only \class is trusted: it carries our marks. The author's
# \class was removed before, and the result is sanitized.
CONVERT = f"""
function convert(latex, display) {{
  try {{
    return temml.renderToString(latex, {{
      displayMode: display, throwOnError: true, maxExpand: {MOST_EXPANSIONS}, maxSize: {LARGEST},
      trust: function (context) {{ return context.command === "\\\\class"; }}
    }});
  }} catch (error) {{ return ""; }}
}}
null
"""


class Temml:
    """Converts formulas of one article with Temml; equal formulas only once."""

    def __init__(self) -> None:
        self.characters = MOST_CHARACTERS
        self.converted: dict[tuple[str, bool], ConvertedMathml | None] = {}

    def convert(self, latex: str, display: bool, marks: list[str]) -> ConvertedMathml | None:
        """None if Temml cannot convert it either. Raises Missing if Temml is not installed."""
        if exceeded_limit(latex, LONGEST) or depth(latex) > DEEPEST or DOUBLING.search(latex):
            return None
        written = (latex, display)
        if written not in self.converted:
            if len(latex) > self.characters:
                return None
            self.characters -= len(latex)
            self.converted[written] = convert_with_temml(latex, display, tuple(marks))
        return self.converted[written]


# While a text is written, it is rendered after each change, and most of its formulas stay the same.
@lru_cache(maxsize=128)
def convert_with_temml(latex: str, display: bool, marks: tuple[str, ...]) -> ConvertedMathml | None:
    mathml = run_temml(with_temml_marks(latex, marks), display)
    return None if not mathml or is_too_deep(mathml) else convert_temml_mathml(mathml, marks)


def with_temml_marks(latex: str, marks: tuple[str, ...]) -> str:
    """Write the marks in a form that Temml keeps: boxes as classes, sizes as size commands."""
    for number, mark in enumerate(marks):
        box = rf"\mathord{{{BOX_MARK.format(number)}"
        latex = latex.replace(box, rf"\class{{ABD{number:03X}}}{{{{}}")
        if size := SIZE.search(mark):
            latex = latex.replace(MARK.format(number), rf"\{NAMES[size[1]]} ")
    return latex


def run_temml(latex: str, display: bool) -> str:
    """ "" on an error of Temml. Raises Missing if its file is absent or incomplete."""
    import dukpy  # 7 MB, which few articles need

    with LOCK:
        try:
            interpreter = temml_interpreter()
        except (OSError, UnicodeDecodeError, dukpy.JSRuntimeError):
            raise Missing(PART, NOT_INSTALLED, 0) from None
        try:
            mathml: str = interpreter.evaljs(
                "convert(dukpy['latex'], dukpy['display'])", latex=latex, display=display
            )
        except dukpy.JSRuntimeError:  # out of memory, or invalid characters
            return ""
    return mathml


@cache
def temml_interpreter() -> "dukpy.JSInterpreter":
    import dukpy

    script = SCRIPT.read_text(encoding="utf-8")
    interpreter = dukpy.JSInterpreter()
    interpreter.evaljs(f"{script}; temml.renderToString; {CONVERT}")
    return interpreter
