"""Texts of a drawing: their words, places and sizes, as SVG text that can be selected."""

from collections.abc import Iterator, Mapping
from html import escape
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper

from ..document import html_attributes
from ..html.directions import CONTROL
from .colours import INK, colour_name
from .computed_styles import Cascade, Style, is_hidden, svg_name
from .drawn_diagram import FONT_SIZE, SHOWN_FONT_SIZE
from .svg_values import numbers_only, pixel_length, transformation

# merman centres labels at the width that it measured; these begin below each other.
SOURCE_CLASSES = "data-merman-source-classes"
COLUMNS = frozenset(
    {
        *("members-group", "methods-group", "attribute-type", "attribute-name"),
        *("attribute-keys", "attribute-comment"),
    }
)
BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
ANCHORS = frozenset({"middle", "end"})
BASELINES = frozenset({"central", "middle", "hanging"})
SPACE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}space"


def words_of(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def text_markup(
    element: ElementWrapper, style: Style, cascade: Cascade, is_below_dark: bool
) -> str:
    node = element.etree_element
    in_column = not COLUMNS.isdisjoint(node.get(SOURCE_CLASSES, "").split())
    place = {"x": "0", "y": node.get("y", "")} if in_column else node
    line, classes = style.get("dominant-baseline", ""), text_classes(style)
    if is_inverse(node, style, is_below_dark):
        classes.append("on-ink")
    values = {
        "class": " ".join(classes),
        "text-anchor": "" if in_column else anchor(style),
        "dominant-baseline": line if line in BASELINES else "",
        "font-size": text_size(style),
        "transform": transformation("", node.get("transform", "")),
        "xml:space": "preserve" if is_indented(node) else "",
    }
    content = "".join(spans(element, style, cascade))
    return f"<text{positions(place)}{html_attributes(**values)}>{content}</text>"


def spans(element: ElementWrapper, style: Style, cascade: Cascade) -> Iterator[str]:
    yield escaped_words(element.etree_element.text)
    for child in element.iter_children():
        node, inner = child.etree_element, cascade.style(child, style)
        if svg_name(node) in ("tspan", "a") and not is_hidden(inner):
            content = "".join(spans(child, inner, cascade))
            own = [name for name in text_classes(inner) if name not in text_classes(style)]
            values = positions(node) + html_attributes(**{"class": " ".join(own)})
            yield f"<tspan{values}>{content}</tspan>" if values else content
        yield escaped_words(node.tail)


def escaped_words(text: str | None) -> str:
    """Escaped, without characters that change the direction of text."""
    return escape(CONTROL.sub("", text or ""), quote=False)


def positions(values: Element | Mapping[str, str]) -> str:
    written = {name: numbers_only(values.get(name) or "") for name in ("x", "y", "dx", "dy")}
    return html_attributes(**written)


def anchor(style: Style) -> str:
    found = style.get("text-anchor", "")
    return found if found in ANCHORS else ""


def text_classes(style: Style) -> list[str]:
    is_bold = style.get("font-weight", "") in BOLD
    is_slanted = style.get("font-style", "") in ("italic", "oblique")
    return ["bold"] * is_bold + ["slanted"] * is_slanted


def text_size(style: Style) -> str:
    size = pixel_length(style.get("font-size", "")) or FONT_SIZE
    return "" if size == FONT_SIZE else f"{size * SHOWN_FONT_SIZE / FONT_SIZE:.3g}"


def is_inverse(node: Element, style: Style, is_below_dark: bool) -> bool:
    """Whether a text is light, or has another colour that can be seen on something dark."""
    is_number = "sequenceNumber" in node.get("class", "").split()
    return is_number or (is_below_dark and colour_name(style["fill"]) != INK)


def is_indented(node: Element) -> bool:
    """Whether spaces have a meaning, as in code."""
    return node.get(SPACE_ATTRIBUTE) == "preserve" and (node.text or "").startswith("  ")
