"""The computed style of the elements of an SVG: attributes, its style sheet, inheritance."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list

Style = Mapping[str, str]
Declarations = tuple[tuple[str, str, bool], ...]

SVG = "{http://www.w3.org/2000/svg}"
INHERITED = frozenset(
    {
        *("fill", "stroke", "stroke-width", "stroke-dasharray", "visibility"),
        *("font-size", "font-style", "font-weight", "text-anchor", "dominant-baseline"),
    }
)
PROPERTIES = INHERITED | {"display", "opacity", "marker-start", "marker-end", "marker-mid"}


def svg_name(node: Element) -> str:
    """The name of an SVG element; "" of a foreign one."""
    return node.tag.removeprefix(SVG) if str(node.tag).startswith(SVG) else ""


def is_hidden(style: Style) -> bool:
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("opacity") in ("0", "0%")
    )


class Cascade:
    """Computes styles by the rules of one style sheet."""

    def __init__(self, sheet: str) -> None:
        self.matcher = matcher_of(sheet)

    def style(self, element: ElementWrapper, parent: Style) -> Style:
        """The style of an element, given that of its parent."""
        node = element.etree_element
        style = {name: value for name, value in parent.items() if name in INHERITED}
        style |= {name: value for name, value in node.items() if name in PROPERTIES}
        rules = sorted(self.matcher.match(element), key=lambda rule: rule[:2])
        found = [each for *_, declarations in rules for each in declarations]
        found += declarations_in(node.get("style", ""))
        for strong in (False, True):
            style |= {name: value for name, value, important in found if important is strong}
        return style


@lru_cache(maxsize=32)
def matcher_of(sheet: str) -> Matcher:
    matcher = Matcher()
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declarations = tuple(iterate_declarations(rule.content))
        for selector in selectors_of(rule.prelude) if declarations else ():
            matcher.add_selector(selector, declarations)
    return matcher


def selectors_of(prelude: list[tinycss2.ast.Node]) -> list[object]:
    try:
        return [each for each in compile_selector_list(prelude) if each.pseudo_element is None]
    except SelectorError:  # a pseudo-class that only browsers know
        return []


@lru_cache(maxsize=512)
def declarations_in(text: str) -> Declarations:
    return tuple(iterate_declarations(text)) if text else ()


def iterate_declarations(content: str | list[tinycss2.ast.Node]) -> Iterator[tuple[str, str, bool]]:
    for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in PROPERTIES:
            yield each.lower_name, tinycss2.serialize(each.value).strip(), each.important
