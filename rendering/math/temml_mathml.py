"""Rewrites Temml's MathML to look like the converter's.

CSS classes replace styles; only listed elements and attributes stay; equation numbers and
references get the form that `numbering` expects.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..document import html_attributes
from .numbering import ID_PREFIX

LEAVES = frozenset({"mi", "mn", "mo", "ms", "mspace", "mtext"})
ELEMENTS = LEAVES | frozenset(
    {
        *("menclose", "mfrac", "mmultiscripts", "mover", "mpadded", "mphantom", "mprescripts"),
        *("mroot", "mrow", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtr"),
        *("munder", "munderover"),
    }
)
ATTRIBUTES = frozenset(
    {
        *("accent", "accentunder", "columnalign", "columnspan", "depth", "displaystyle", "fence"),
        *("form", "height", "largeop", "linethickness", "lspace", "mathbackground", "mathcolor"),
        *("mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rspace"),
        *("scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width"),
    }
)
VALUE = re.compile(r"#?[\w. %+-]+")
COLOUR = re.compile(r"color:(#[0-9A-Fa-f]{3,6})")
# The numbers that `Expander.mark` assigned.
MARK, BOX_MARK = re.compile(r"color:#ABC([0-9A-F]{3})"), re.compile(r"ABD([0-9A-F]{3})")
MARKED = re.compile(r'([\w-]+)="([^"]*)"')
NUMBER = re.compile(r"\((q\d+)\)")
REFERENCE = re.compile(r"#(r\d+)")
CLASSES = {
    "tml-vec": "vec",
    "tml-left": "l",
    "tml-right": "r",
    "upstrike": "menclose-updiagonalstrike",
    "downstrike": "menclose-downdiagonalstrike",
    "sout": "menclose-horizontalstrike",
    "tml-xcancel": "menclose-cross",
    "textcircle": "menclose-circle",
    "longdiv-arc": "menclose-longdiv",
    "phasor-angle": "menclose-phasorangle",
}
SIDES = ("top", "right", "bottom", "left")
STYLES = {
    "font-weight:bold": "bold",
    "transform:scaleX(-1)": "mirrored",
    "text-align:left": "l",
    "width:50%": "pad",
    "width:7.5%": "side",
    "padding-left:0em": "pl0",
    "padding-left:1em": "pl1",
    "padding-left:0.1389em": "pls",
    "padding-right:0em": "pr0",
    "padding-right:0.1389em": "prs",
    "padding-top:0": "pt0",
    "padding-bottom:0": "pb0",
    **{f"border-{side}:0.06em solid": f"b{side[0]}" for side in SIDES},
    **{f"border-{side}:0.06em dashed": f"d{side[0]}" for side in SIDES},
    **{f"border-{side}:0.15em double": f"bb{side[0]}" for side in SIDES},
}
# Lines above and below are stretchy operators, as in the converter's output.
LINES = {
    "top": '<mover accent="true">{}<mo stretchy="true">‾</mo></mover>',
    "bottom": '<munder accentunder="true">{}<mo stretchy="true">_</mo></munder>',
}
# Variation selectors, which distinguish the two kinds of script letters.
VARIANTS = {"mathcal": "\ufe00", "mathscr": "\ufe01"}
# Styles that the style sheet has rules for, or that can be left out.
NEEDLESS = re.compile(
    r"(?:display|height|left|math-depth|padding(?:-\w+)?|right|width):.*|color:undefined"
)


@dataclass(frozen=True, slots=True)
class ConvertedMathml:
    """MathML with classes; `lost` names what the page cannot show."""

    mathml: str
    lost: tuple[str, ...] = ()


def convert_temml_mathml(mathml: str, marks: Sequence[str]) -> ConvertedMathml | None:
    """None if `mathml` is not well-formed XML: it then contains characters that no page may."""
    try:
        root = ElementTree.fromstring(mathml)
    except ElementTree.ParseError:
        return None
    writer = TemmlWriter(marks)
    display = ' display="block"' if root.get("display") == "block" else ""
    content = "".join(map(writer.markup, root))
    row = content if len(root) == 1 else f"<mrow>{content}</mrow>"
    return ConvertedMathml(f"<math{display}><semantics>{row}", tuple(sorted(writer.lost)))


class TemmlWriter:
    def __init__(self, marks: Sequence[str]) -> None:
        self.marks = marks
        self.lost: set[str] = set()

    def markup(self, node: Element) -> str:
        if node.tag == "a":
            return temml_reference(node)
        text = escape(node.text or "", quote=False) if node.tag in LEAVES else ""
        content = text + "".join(map(self.markup, node)) + variation_selector(node)
        if node.tag not in ELEMENTS:
            return self.unknown(node, content)
        if line := LINES.get(node.get("notation", "")):
            return line.format(content if len(node) == 1 else f"<mrow>{content}</mrow>")
        tag, values = self.tag_and_attributes(node)
        element = f"<{tag}{html_attributes(**values)}>{content}</{tag}>"
        return self.boxed(node, element)

    def unknown(self, node: Element, content: str) -> str:
        if node.tag == "none":
            return "<mrow></mrow>"
        if node.tag != "span":
            self.lost.add(f"<{node.tag}>")
        return content

    def tag_and_attributes(self, node: Element) -> tuple[str, dict[str, str]]:
        """The element's name on the page, and its attributes."""
        values = {
            name: value
            for name, value in node.items()
            if name in ATTRIBUTES and VALUE.fullmatch(value)
        }
        classes = [CLASSES[name] for name in classes_of(node) if name in CLASSES]
        for style in styles_of(node):
            if match := MARK.fullmatch(style):
                values |= self.mark(int(match[1], 16))
            elif colour := COLOUR.fullmatch(style):
                values["mathcolor"] = colour[1].lower()
            elif style in STYLES:
                classes.append(STYLES[style])
            elif style.startswith("margin-left:-"):
                return "mspace", {"width": style.partition(":")[2]}
            elif style == "border:1px solid":
                return "menclose", {"notation": "box"}
            elif not NEEDLESS.fullmatch(style):
                self.lost.add(style.partition(":")[0])
        return node.tag, in_context(node, values, classes)

    def mark(self, number: int) -> dict[str, str]:
        return dict(MARKED.findall(self.marks[number])) if number < len(self.marks) else {}

    def boxed(self, node: Element, element: str) -> str:
        for name in classes_of(node):
            if match := BOX_MARK.fullmatch(name):
                values = self.mark(int(match[1], 16))
                return f"<mpadded{html_attributes(**values)}><mrow>{element}</mrow></mpadded>"
        return element


def in_context(node: Element, values: dict[str, str], classes: list[str]) -> dict[str, str]:
    """The attributes, with those that depend on the element's context."""
    if node.tag in ("mover", "munder") and any("math-depth:0" in styles_of(each) for each in node):
        values["accent" if node.tag == "mover" else "accentunder"] = "true"
    if node.tag == "mspace" and values.get("mathbackground") == "black":
        del values["mathbackground"]
        classes.append("rule")
    if node.tag == "mtable" and any(is_margin(cell) for cell in node.iterfind("./mtr/mtd")):
        classes.append("al")
        values["displaystyle"] = "true"
    if node.tag == "mtd" and (tag := node.find("./mtext[@class='tml-tag']")) is not None:
        number = NUMBER.fullmatch("".join(tag.itertext()))
        classes = ["side", "tag"] if "side" in classes else ["tag"]
        values = {"id": f"{ID_PREFIX}{number[1]}"} if number else {}
    names = " ".join(dict.fromkeys([*values.pop("class", "").split(), *classes]))
    return {"class": names, **values}


def is_margin(cell: Element) -> bool:
    return any(style in ("width:50%", "width:7.5%") for style in styles_of(cell))


def temml_reference(node: Element) -> str:
    """A reference in the converter's form, for `Equations.fill_placeholders`."""
    match = REFERENCE.fullmatch(node.get("href", ""))
    return f'<mtext><a href="#{ID_PREFIX}{match[1]}">?</a></mtext>' if match else ""


def variation_selector(node: Element) -> str:
    return "".join(VARIANTS.get(name, "") for name in classes_of(node))


def classes_of(node: Element) -> list[str]:
    return node.get("class", "").split()


def styles_of(node: Element) -> list[str]:
    return [style for part in node.get("style", "").split(";") if (style := part.strip())]
