r"""Temml, which knows more of LaTeX: asked for what the converter cannot convert.

It is a JavaScript file that set-up fetches; QuickJS runs it, without network or files. It is slow
(milliseconds a formula, and 0.1 s to load), so that it sees only what would be shown as source.
"""

import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from .boxes import SIZES
from .expand import BOX_MARK, MARK
from .guard import LONGEST, depth, is_too_deep, refusal
from .temml_mathml import Restyled, restyle
from .tokens import Missing

if TYPE_CHECKING:
    import dukpy

PART = "temml"
SCRIPT = Path(__file__).parents[2] / "build/npm/node_modules/temml/dist/temml.min.js"
TURN = Lock()
NEEDED = "to try another converter, run make setup, which fetches the packages of package.json"
NAMES = {percent: name for name, percent in SIZES.items()}
SIZE = re.compile(r'mathsize="(\d+%)"')
# Of all that one article gives it: a tenth of a millisecond for each character.
MOST_CHARACTERS = 10_000
# It draws some things twice, and so what is nested in them 2ⁿ times. The known ones are refused:
# by then authors' have become something else. Real formulas are nested up to eleven levels.
DOUBLING = re.compile(r"\\(?:(?:math|text)?[lrc]lap|cancelto|equilibrium)")
DEEPEST = 12
# It counts macros of its own, such as \dots; those of authors are expanded by then.
MOST_EXPANSIONS = 1_000
# Nothing is wider than so many em, or points.
LARGEST = "[40, 400]"
# Of all that makes HTML it obeys \class alone, which carries marks. That of authors is gone by
# then, and what it makes is cleaned.
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
    """What it makes of the formulas of one article, each once."""

    def __init__(self) -> None:
        self.characters = MOST_CHARACTERS
        self.made: dict[tuple[str, bool], Restyled | None] = {}

    def convert(self, latex: str, display: bool, marks: list[str]) -> Restyled | None:
        """None where it knows no better; Missing where set-up could not fetch it."""
        if refusal(latex, LONGEST) or depth(latex) > DEEPEST or DOUBLING.search(latex):
            return None
        written = (latex, display)
        if written not in self.made:
            if len(latex) > self.characters:
                return None
            self.characters -= len(latex)
            self.made[written] = converted(latex, display, marks)
        return self.made[written]


def converted(latex: str, display: bool, marks: list[str]) -> Restyled | None:
    mathml = mathml_of(carried(latex, marks), display)
    return None if not mathml or is_too_deep(mathml) else restyle(mathml, marks)


def carried(latex: str, marks: list[str]) -> str:
    """With the marks in a form that Temml carries through: boxes as classes, sizes as such."""
    for number, mark in enumerate(marks):
        box = rf"\mathord{{{BOX_MARK.format(number)}"
        latex = latex.replace(box, rf"\class{{ABD{number:03X}}}{{{{}}")
        if size := SIZE.search(mark):
            latex = latex.replace(MARK.format(number), rf"\{NAMES[size[1]]} ")
    return latex


def mathml_of(latex: str, display: bool) -> str:
    """Empty where it objects; where its file is absent or fetched by half the part is missing."""
    import dukpy  # 7 MB that few articles need

    with TURN:
        try:
            interpreter = started()
        except (OSError, UnicodeDecodeError, dukpy.JSRuntimeError):
            raise Missing(PART, NEEDED, 0) from None
        try:
            made: str = interpreter.evaljs(
                "convert(dukpy['latex'], dukpy['display'])", latex=latex, display=display
            )
        except dukpy.JSRuntimeError:  # no memory, or characters that are none
            return ""
    return made


@cache
def started() -> "dukpy.JSInterpreter":
    import dukpy

    script = SCRIPT.read_text(encoding="utf-8")
    interpreter = dukpy.JSInterpreter()
    interpreter.evaljs(f"{script}; temml.renderToString; {CONVERT}")
    return interpreter
