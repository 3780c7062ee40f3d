"""Temml's MathML in the form that the converter's has: classes for styles, nothing that is not
known here, numbers and references where `numbering` looks for them."""

import re
from dataclasses import dataclass, field
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
# What `expand.mark` gave a number.
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
# As the converter draws lines above and below, which grow.
LINES = {
    "top": '<mover accent="true">{}<mo stretchy="true">‾</mo></mover>',
    "bottom": '<munder accentunder="true">{}<mo stretchy="true">_</mo></munder>',
}
# What tells two kinds of script letters apart.
VARIANTS = {"mathcal": "\ufe00", "mathscr": "\ufe01"}
# What the page has rules for, or can do without.
NEEDLESS = re.compile(
    r"(?:display|height|left|math-depth|padding(?:-\w+)?|right|width):.*|color:undefined"
)


@dataclass(slots=True)
class Restyled:
    """`lost` is what the page cannot show of it."""

    mathml: str
    lost: list[str] = field(default_factory=list)


def restyle(mathml: str, marks: list[str]) -> Restyled | None:
    """None for what is no XML, since it holds characters that no page can carry."""
    try:
        root = ElementTree.fromstring(mathml)
    except ElementTree.ParseError:
        return None
    writer = Writer(marks)
    display = ' display="block"' if root.get("display") == "block" else ""
    content = "".join(map(writer.markup, root))
    row = content if len(root) == 1 else f"<mrow>{content}</mrow>"
    return Restyled(f"<math{display}><semantics>{row}", sorted(writer.lost))


class Writer:
    def __init__(self, marks: list[str]) -> None:
        self.marks = marks
        self.lost: set[str] = set()

    def markup(self, node: Element) -> str:
        if node.tag == "a":
            return reference(node)
        text = escape(node.text or "", quote=False) if node.tag in LEAVES else ""
        content = text + "".join(map(self.markup, node)) + variant(node)
        if node.tag not in ELEMENTS:
            return self.unknown(node, content)
        if line := LINES.get(node.get("notation", "")):
            return line.format(content if len(node) == 1 else f"<mrow>{content}</mrow>")
        tag, values = self.described(node)
        element = f"<{tag}{html_attributes(**values)}>{content}</{tag}>"
        return self.boxed(node, element)

    def unknown(self, node: Element, content: str) -> str:
        if node.tag == "none":
            return "<mrow></mrow>"
        if node.tag != "span":
            self.lost.add(f"<{node.tag}>")
        return content

    def described(self, node: Element) -> tuple[str, dict[str, str]]:
        """What the element is called on the page, and its attributes."""
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
        return node.tag, in_place(node, values, classes)

    def mark(self, number: int) -> dict[str, str]:
        return dict(MARKED.findall(self.marks[number])) if number < len(self.marks) else {}

    def boxed(self, node: Element, element: str) -> str:
        for name in classes_of(node):
            if match := BOX_MARK.fullmatch(name):
                values = self.mark(int(match[1], 16))
                return f"<mpadded{html_attributes(**values)}><mrow>{element}</mrow></mpadded>"
        return element


def in_place(node: Element, values: dict[str, str], classes: list[str]) -> dict[str, str]:
    """The attributes, with those that an element has for where it stands."""
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


def reference(node: Element) -> str:
    """As the converter writes one, for `Equations.fill_in`."""
    match = REFERENCE.fullmatch(node.get("href", ""))
    return f'<mtext><a href="#{ID_PREFIX}{match[1]}">?</a></mtext>' if match else ""


def variant(node: Element) -> str:
    return "".join(VARIANTS.get(name, "") for name in classes_of(node))


def classes_of(node: Element) -> list[str]:
    return node.get("class", "").split()


def styles_of(node: Element) -> list[str]:
    return [style for part in node.get("style", "").split(";") if (style := part.strip())]
