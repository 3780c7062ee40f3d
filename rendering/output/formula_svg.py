"""Draws a formula as SVG, for feed readers, most of which do not support MathML.

The picture has light and dark colours, and an outline in the opposite colour: a reader with a dark
theme of its own, which SVG cannot know, shows dark letters with a light edge.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from .drawable_mathml import CannotDraw, drawable_mathml

if TYPE_CHECKING:
    from ziamath import Math

DRAWING = 1  # increase when the pictures change
UNITS = 100  # of the picture's coordinates in one em
EDGE = 4  # units: width of the outline on each side
LONGEST = 40_000  # characters of MathML; longer formulas stay LaTeX
MARGIN = EDGE + 1
# Units from the baseline to the middle of small letters. The picture is as high above it as below,
# so `vertical-align: middle` puts the formula on the baseline. Sanitizers remove negative lengths.
MIDDLE = 23.5
NUMBER = r"(\d+(?:\.\d+)?)em"
SIZE = re.compile(rf'<svg [^>]*?width="{NUMBER}" height="{NUMBER}"')
INK, PAPER = "#15201d", "#ffffff"
DARK_INK, DARK_PAPER = "#e6ebe6", "#101614"
STYLE = (
    f"g{{color:{INK};fill:currentColor}}.e{{color:{PAPER};stroke:{PAPER};stroke-width:{2 * EDGE}px;"
    "stroke-linejoin:round}"
    f"@media(prefers-color-scheme:dark){{g{{color:{DARK_INK}}}"
    f".e{{color:{DARK_PAPER};stroke:{DARK_PAPER}}}}}"
)


@dataclass(frozen=True, slots=True)
class FormulaSize:
    """In em."""

    width: float
    height: float


def draw_formula(mathml: str) -> str:
    """The SVG of a `math` element of the page. Raises CannotDraw; the LaTeX stands in then."""
    if len(mathml) > LONGEST:
        raise CannotDraw("too long")
    tree = drawable_mathml(mathml)
    require_letters("".join(tree.itertext()))
    try:
        return svg_of(layout(tree))
    except (ArithmeticError, AssertionError, AttributeError, LookupError, ValueError) as error:
        raise CannotDraw(repr(error)) from error


def formula_size(svg: str) -> FormulaSize | None:
    """Read from the start of the SVG; None if it is no picture of a formula."""
    match = SIZE.match(svg)
    return FormulaSize(float(match[1]), float(match[2])) if match else None


def require_letters(text: str) -> None:
    font = layout_font()
    for letter in set(text):
        if not letter.isspace() and not font.glyphindex(letter):
            raise CannotDraw(f"no letter {letter!r}")


@cache
def ziamath() -> Any:
    """The module, set up. It loads in 0.1 s, which only the process that draws needs."""
    import ziamath

    ziamath.config.math.color = "currentColor"
    ziamath.config.svg2 = False
    ziamath.config.precision = 1
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return ziamath


@cache
def layout_font() -> Any:
    return ziamath().Math("<math><mi>x</mi></math>").font


def layout(tree: ElementTree.Element) -> Math:
    laid_out: Math = ziamath().Math(tree, size=UNITS, margin=MARGIN)
    return laid_out


def svg_of(formula: Math) -> str:
    drawn = formula.svgxml()
    left, top, width, height = map(float, drawn.attrib["viewBox"].split())
    if not (width > 2 * MARGIN and height > 2 * MARGIN):
        raise CannotDraw("empty")
    shapes = "".join(ElementTree.tostring(each, encoding="unicode") for each in drawn)
    shapes = shapes.replace(' fill="black"', "")  # rules do not take the colour that is set
    half = max(-MIDDLE - top, top + height + MIDDLE)
    top, height = -MIDDLE - half, 2 * half
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width / UNITS:.3f}em" '
        f'height="{height / UNITS:.3f}em" '
        f'viewBox="{left:g} {top:g} {width:g} {height:g}">'
        f'<style>{STYLE}</style><defs><g id="f">{shapes}</g></defs>'
        '<g class="e"><use href="#f"/></g><g><use href="#f"/></g></svg>'
    )
