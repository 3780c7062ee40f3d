"""Styles of text that authors write, `<font color=red>`, `style="text-align:center"`, as classes.

Inline styles are forbidden. A style that the style sheet supports becomes a class or an element;
the author is warned of the others.
"""

import re
from collections import Counter

from selectolax.lexbor import LexborNode

from ..document import Document
from ..messages import Message, message
from ..tree import children, create_element, rename_element
from .alignment import SIDES
from .palette import nearest_palette_colour
from .text_flow import BLOCKS

DECLARATION = re.compile(r"\s*([a-zA-Z-]+)\s*:\s*([^;]*)")
WEIGHT = re.compile(r"bold(?:er)?|[6-9]00")
SMALL = re.compile(
    r"(?:x{0,2}-?)?small(?:er)?|(?:[1-9]|1[0-3])(?:\.\d+)?px|(?:0?\.\d+)r?em|[1-8]\d%"
)
# Sizes of pictures, which `convert_sizes` reads.
SIZES = frozenset({"zoom", "width", "max-width", "height", "max-height"})
# Values that are the default.
PLAIN = frozenset(
    {"inherit", "initial", "unset", "normal", "auto", "none", "start", "justify", "transparent"}
)
ELEMENTS = {"underline": "u", "line-through": "s"}


def convert_styles(document: Document) -> None:
    left_out: Counter[str] = Counter()
    first = ""
    for node in document.body.css("[style], font"):
        before = left_out.total()
        written = node.attributes.get("style") or ""
        left_out.update(ElementStyles(document, node).convert())
        if not first and left_out.total() > before:
            first = written
    if left_out:
        styles = [counted_style(name, times) for name, times in left_out.items()]
        document.warn(message("styles-left-out", styles=styles), line=document.line_of(first))


def counted_style(name: str, times: int) -> Message | str:
    return message("style-times", style=name, times=times) if times > 1 else name


class ElementStyles:
    """Converts the styles of one element."""

    def __init__(self, document: Document, node: LexborNode) -> None:
        self.document = document
        self.node = node
        self.classes = (node.attributes.get("class") or "").split()
        self.wrappers: list[str] = []

    def convert(self) -> list[str]:
        """Apply what is supported; return the names of the other styles."""
        left_out = [name for name, value in self.declarations() if not self.apply(name, value)]
        self.remove_styles()
        for tag in self.wrappers:
            self.wrap(tag)
        if self.classes:
            self.node.attrs["class"] = " ".join(dict.fromkeys(self.classes))
        if self.node.tag == "font":
            rename_element(self.document, self.node, "span")
        return left_out

    def declarations(self) -> list[tuple[str, str]]:
        given = self.node.attributes
        found = [
            (name.lower(), value.replace("!important", "").strip().lower())
            for name, value in DECLARATION.findall(given.get("style") or "")
        ]
        if self.node.tag == "font":
            found += [
                (f"font {name}" if name != "color" else name, given.get(name) or "")
                for name in ("color", "size", "face")
                if name in given
            ]
        return [(name, value) for name, value in found if value and value not in PLAIN]

    def remove_styles(self) -> None:
        names = ("color", "size", "face") if self.node.tag == "font" else ()
        for name in (*names, *(() if self.node.tag == "img" else ("style",))):
            if name in self.node.attributes:
                del self.node.attrs[name]

    def apply(self, name: str, value: str) -> bool:
        """Apply one declaration; return whether it is supported or has no effect."""
        node = self.node
        match name:
            case "color":
                if colour := nearest_palette_colour(value):
                    self.classes.append(colour)
                return True
            case "background" | "background-color":
                return not nearest_palette_colour(value) or self.add_wrapper("mark")
            case "text-align":
                return value in SIDES and (node.tag not in BLOCKS or self.add_side(value))
            case "margin" if node.tag == "img" and "auto" in value:
                return self.add_side("center")
            case "float" if node.tag == "img" and value in ("left", "right"):
                return self.add_side(value)
            case "font-weight":
                return not WEIGHT.fullmatch(value) or self.add_wrapper("b")
            case "font-style":
                return value in ("italic", "oblique") and self.add_wrapper("i")
            case "text-decoration" | "text-decoration-line":
                return (tag := ELEMENTS.get(value.split()[0], "")) != "" and self.add_wrapper(tag)
            case "vertical-align" if value in ("sub", "super"):
                return self.add_wrapper("sub" if value == "sub" else "sup")
            case "font-size" if SMALL.fullmatch(value):
                self.classes.append("small")
                return True
        return (node.tag == "img" and name in SIZES) or (name == "display" and value != "none")

    def add_side(self, side: str) -> bool:
        if not {*self.classes} & {*SIDES}:
            self.classes.append(side)
        return True

    def add_wrapper(self, tag: str) -> bool:
        if self.node.tag in ("img", "table", "tr", "ul", "ol", "dl", "tbody", "thead"):
            return False
        self.wrappers.append(tag)
        return True

    def wrap(self, tag: str) -> None:
        """Wrap the content of the element, unless it contains blocks."""
        if any(child.tag in BLOCKS for child in children(self.node)):
            return
        inner = create_element(self.document, tag)
        for child in children(self.node):
            inner.insert_child(child, move=True)
        self.node.insert_child(inner, move=True)
