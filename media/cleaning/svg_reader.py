"""Reads a drawing, element by element, and keeps what is allowed."""

from xml.etree.ElementTree import Element, TreeBuilder

from media.inspection import RefusedFile
from media.inspection.svg_head import MOST_ELEMENTS, NAMESPACE, parse, strict_parser

from .svg_allowed import ANIMATED, ANIMATIONS, ATTRIBUTES, ELEMENTS, PLAIN
from .svg_links import clean_address
from .svg_styles import clean_declarations, clean_sheet, is_value_harmless

MOST_DEPTH = 200
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "http://www.w3.org/1999/xlink"
HREFS = (f"{XLINK} href", "href")
XML_ATTRIBUTES = {f"{XML} space": f"{{{XML}}}space", f"{XML} lang": f"{{{XML}}}lang"}


def read_svg(content: bytes) -> Element:
    """The tree of what is allowed, without namespaces. Raises RefusedFile."""
    reader = SvgReader()
    parser = strict_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parse(parser, content)
    return reader.tree.close()


class SvgReader:
    """`left_out` counts the open elements from the outermost that is not kept."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.left_out = 0
        self.depth = 0
        self.style: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = local_name(name)
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RefusedFile("svg-too-complex", most=f"{MOST_ELEMENTS:,}")
        if self.left_out or not is_element_kept(element, attributes, self.depth):
            self.left_out += 1
            return
        self.tree.start(element, clean_attributes(element, attributes))
        self.style = [] if element == "style" else None

    def text(self, words: str) -> None:
        if self.left_out:
            return
        if self.style is not None:
            self.style.append(words)
        else:
            self.tree.data(words)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.left_out:
            self.left_out -= 1
            return
        if self.style is not None:
            self.tree.data(clean_sheet("".join(self.style)))
            self.style = None
        self.tree.end(local_name(name))


def local_name(name: str) -> str:
    """The name of an element of SVG; "" for one of another namespace."""
    namespace, space, local = name.rpartition(" ")
    return local if not space or namespace == NAMESPACE else ""


def is_element_kept(element: str, attributes: dict[str, str], depth: int) -> bool:
    if depth == 1 and element != "svg":
        raise RefusedFile("web-page", format="XML")
    if element in ANIMATIONS:
        return attributes.get("attributeName", "") in ANIMATED
    return element in ELEMENTS


def clean_attributes(element: str, attributes: dict[str, str]) -> dict[str, str]:
    found = {}
    for name, value in attributes.items():
        if name in HREFS:
            name, value = "href", clean_address(element, value)
        elif name == "style":
            value = clean_declarations(value)
        elif name in XML_ATTRIBUTES:
            name = XML_ATTRIBUTES[name]
        elif name not in ATTRIBUTES or not (name in PLAIN or is_value_harmless(value)):
            continue
        if value:
            found[name] = value
    return found
