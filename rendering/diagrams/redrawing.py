"""Our own SVG, made of what a drawing program drew.

Only shapes and texts get through, with numbers for their attributes and classes for their colours:
no style, script, link, picture or foreign element. The words are the only thing that is copied.
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper

from ..document import html_attributes
from ..messages import message
from .colours import INK, NONE, PANEL, colour_name
from .computed_styles import SVG, Cascade, Style, is_hidden, svg_name
from .drawn_diagram import FONT_SIZE, ID_MARK, Drawing, NotDrawn
from .svg_texts import text_markup, words_of
from .svg_values import dashes, numbers_only, offset_of, pixel_length, transformation, view_box

HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
SHAPES = {
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}
GROUPS = frozenset({"svg", "g", "a", "switch"})
MARKER = ("viewBox", "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient")
MARKER_WORDS = frozenset({"auto", "auto-start-reverse", "userSpaceOnUse", "strokeWidth"})
REFERENCE = re.compile(r"""url\(\s*["']?#([^"')]+)["']?\s*\)""")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SMALLEST = 18.0  # units of a shape with a text
MOST_ELEMENTS = 6_000
DEEPEST = 60
TOO_LARGE = message("diagram-too-large")
FIRST_STYLE = {"fill": "#000", "stroke": "none", "font-size": f"{FONT_SIZE}px"}


def redrawn(svg: str) -> Drawing:
    """Raises NotDrawn for what is no SVG, is empty or too large, or has words in HTML only."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise NotDrawn(message("diagram-not-drawn", reason=str(error))) from None
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise NotDrawn(TOO_LARGE)
    writer, box = SvgWriter(root), view_box(root.get("viewBox", ""))
    content = writer.group(ElementWrapper.from_xml_root(root), FIRST_STYLE, 0)
    if not content or box is None:
        raise NotDrawn(message("diagram-empty"))
    require_words(root, writer.words)
    return Drawing(writer.definitions() + content, box, " ".join(writer.words))


def require_words(root: Element, words: list[str]) -> None:
    """HTML in a drawing is dropped, so its words must be in a text too."""
    shown = "".join("".join(words).split())
    for node in root.iter(f"{SVG}foreignObject"):
        if "".join(words_of(node).split()) not in shown:
            raise NotDrawn(message("diagram-not-drawn", reason=f"no text of “{words_of(node)}”"))


class SvgWriter:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.cascade = Cascade("\n".join(node.text or "" for node in root.iter(f"{SVG}style")))
        self.by_id = {node.get("id", ""): node for node in root.iter() if node.get("id")}
        self.markers: dict[str, str] = {}
        self.words: list[str] = []
        self.fill = NONE  # of the last shape, on which a text may stand

    def definitions(self) -> str:
        markers = "".join(self.markers.values())
        return f"<defs>{markers}</defs>" if markers else ""

    def group(self, element: ElementWrapper, parent: Style, depth: int) -> str:
        """The children of an element, in a group if the element moves them."""
        node, style = element.etree_element, self.cascade.style(element, parent)
        if is_hidden(style):
            return ""
        if depth > DEEPEST:
            raise NotDrawn(TOO_LARGE)
        content = "".join(self.child(each, style, depth) for each in element.iter_children())
        return moved(content, offset_of(node) if depth else "", node.get("transform", ""))

    def child(self, element: ElementWrapper, style: Style, depth: int) -> str:
        tag = svg_name(element.etree_element)
        if tag in GROUPS:
            return self.group(element, style, depth + 1)
        if tag in SHAPES:
            return self.shape(element.etree_element, tag, self.cascade.style(element, style))
        if tag == "text":
            return self.text(element, self.cascade.style(element, style))
        return self.used(element, style, depth) if tag == "use" else ""

    def used(self, element: ElementWrapper, style: Style, depth: int) -> str:
        """What a reference within the drawing stands for."""
        node = element.etree_element
        name = next((node.get(each, "") for each in HREFS if node.get(each)), "")
        target = self.by_id.get(name.removeprefix("#"))
        if target is None or svg_name(target) not in GROUPS:
            return ""
        inner = self.cascade.style(element, style)
        content = self.group(ElementWrapper.from_xml_root(target), inner, depth + 1)
        return moved(content, offset_of(node), node.get("transform", ""))

    def shape(self, node: Element, tag: str, style: Style) -> str:
        geometry = {name: numbers_only(node.get(name, "")) for name in SHAPES[tag]}
        paint, ends = painted(tag, style), self.ends(style)
        if is_hidden(style) or not any(geometry.values()) or not (paint or ends):
            return ""
        if "f-none" not in paint.get("class", "f-none") and not is_point(geometry):
            self.fill = paint["class"].split()[0].removeprefix("f-")
        transform = transformation(node.get("transform", ""))
        return f"<{tag}{html_attributes(**geometry, **paint, **ends, transform=transform)}/>"

    def text(self, element: ElementWrapper, style: Style) -> str:
        words = words_of(element.etree_element)
        if is_hidden(style) or not words:
            return ""
        self.words.append(words)
        return text_markup(element, style, self.cascade, self.fill == INK)

    def ends(self, style: Style) -> dict[str, str]:
        """References to the markers at the ends of a line."""
        found = {}
        for place in ("marker-start", "marker-mid", "marker-end"):
            reference = REFERENCE.fullmatch(style.get(place, ""))
            if reference and (name := self.marker(reference[1])):
                found[place] = f"url(#{name})"
        return found

    def marker(self, identifier: str) -> str:
        """The id of our copy of a marker; "" if there is none."""
        node = self.by_id.get(identifier)
        if node is None or svg_name(node) != "marker":
            return ""
        name = f"{ID_MARK}{list(self.by_id).index(identifier)}"
        if name not in self.markers:
            self.markers[name] = ""  # a marker may not use itself
            values = {each: marker_value(node.get(each, "")) for each in MARKER}
            content = self.marker_content(node)
            self.markers[name] = f"<marker{html_attributes(id=name, **values)}>{content}</marker>"
        return name

    def marker_content(self, node: Element) -> str:
        """The rules for markers name their ancestors, so they are found in the document."""
        before = self.fill
        document = ElementWrapper.from_xml_root(self.root).iter_subtree()
        element = next(each for each in document if each.etree_element is node)
        style = self.cascade.style(element, FIRST_STYLE)
        content = "".join(self.child(each, style, 1) for each in element.iter_children())
        self.fill = before
        return content


def moved(content: str, *transformations: str) -> str:
    written = transformation(*transformations)
    return f'<g transform="{written}">{content}</g>' if written and content else content


def painted(tag: str, style: Style) -> dict[str, str]:
    """Attributes for fill and line; {} if both are invisible."""
    width = pixel_length(style.get("stroke-width", "1")) or 0.0
    fill = NONE if tag == "line" else colour_name(style["fill"]) or PANEL
    stroke = (colour_name(style["stroke"]) or INK) if width else NONE
    if stroke == NONE:
        return {} if fill == NONE else {"class": f"f-{fill}"}
    return {
        "class": f"s-{stroke}" if tag == "line" else f"f-{fill} s-{stroke}",
        "stroke-width": "" if width == 1 else f"{width:g}",
        "stroke-dasharray": dashes(style.get("stroke-dasharray", "")),
    }


def is_point(geometry: dict[str, str]) -> bool:
    """Whether no text stands on a shape, because it is the head of an arrow or a point."""
    numbers = [float(each) for each in NUMBER.findall(geometry.get("points", ""))]
    across, down = numbers[::2], numbers[1::2]
    if across and down:
        return max(max(across) - min(across), max(down) - min(down)) < SMALLEST
    return (pixel_length(geometry.get("r", "")) or SMALLEST) < SMALLEST / 2


def marker_value(text: str) -> str:
    return text if text in MARKER_WORDS else numbers_only(text)
