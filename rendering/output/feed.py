"""HTML for feeds: XHTML that is also valid HTML, with formulas in MathML, as pictures or as LaTeX.

`for_feed` keeps MathML, for Atom. `for_feed_without_mathml` has pictures, or LaTeX where there is
no picture, for RSS and JSON Feed, whose readers know HTML only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

from .diagram_pictures import FindAddress, with_diagram_pictures, with_diagram_sources
from .formula_svg import FormulaSize
from .mail import formulas_to_latex
from .portable_html import PortablePage
from .strippable_mathml import strippable_mathml
from .xhtml_page import FORMULA_STYLE

FORMULA = re.compile(r"<math\b[^>]*>.*?</math>", re.DOTALL)
ALT_TEXT = re.compile(r'^<math\b[^>]*? alttext="([^"]*)"')
PIXELS = 16  # of an em, for readers that drop styles


@dataclass(frozen=True, slots=True)
class FormulaImage:
    """The picture of a formula: its absolute address, and its size in em."""

    address: str
    size: FormulaSize


FindImage = Callable[[str], FormulaImage | None]


def for_feed(html: str, *, base: str, find_diagram: FindAddress | None = None) -> str:
    """Convert rendered `html` for feed readers; `base` is the absolute address of the page.

    `find_diagram` gives the absolute address of the picture of a diagram, by its SVG; without it,
    a diagram is its source.

    Ids are removed, because a reader shows many entries on one page; links within the article
    lead to the site. MathML stays, with text that tells fractions and roots where it is dropped.
    """
    page = PortablePage(without_diagrams(html, find_diagram), base)
    for silent in page.body.css("math.silent"):
        silent.decompose()
    return FORMULA.sub(lambda math: strippable_mathml(math[0]), page.xhtml())


def for_feed_without_mathml(
    html: str,
    *,
    base: str,
    find_image: FindImage | None = None,
    find_diagram: FindAddress | None = None,
) -> str:
    """The same without MathML: `find_image` gives the picture of a `math` element, if there is one.

    Without a picture, a formula is its LaTeX source.
    """
    if find_image is not None:
        html = FORMULA.sub(lambda math: image_or_mathml(math[0], find_image), html)
    page = PortablePage(without_diagrams(html, find_diagram), base)
    formulas_to_latex(page)
    return page.xhtml()


def without_diagrams(html: str, find_diagram: FindAddress | None) -> str:
    if find_diagram is None:
        return with_diagram_sources(html)
    return with_diagram_pictures(html, find_diagram)


def formulas_of(html: str) -> list[str]:
    """The visible `math` elements of rendered `html`, each once, in order."""
    found = dict.fromkeys(FORMULA.findall(html))
    return [math for math in found if ALT_TEXT.match(math)]


def image_or_mathml(math: str, find_image: FindImage) -> str:
    latex = ALT_TEXT.match(math)
    image = find_image(math) if latex else None
    if latex is None or image is None:
        return math
    size = image.size
    values = {
        "src": image.address,
        "alt": unescape(latex[1]),
        "width": str(round(size.width * PIXELS)),
        "height": str(round(size.height * PIXELS)),
        FORMULA_STYLE: f"width:{size.width:g}em;height:auto;vertical-align:middle",
    }
    return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in values.items()) + ">"
