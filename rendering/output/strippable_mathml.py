r"""MathML for feeds that still says what is meant where a reader drops the tags and keeps the text.

Without tags, \frac{a+b}{c} would be `a+bc`. Phantoms without size add brackets and signs, so that
the text is `(a+b)/(c)`; they are not seen where MathML is supported.
Attributes that validators of feeds do not know are removed or replaced.
"""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
UNKNOWN = ("alttext", "form", "largeop", "mathsize", "movablelimits", "symmetric", "xmlns")
ACCENTS = {
    "mover": ("accent",),
    "munder": ("accentunder",),
    "munderover": ("accentunder", "accent"),
}
SCRIPTS = {"msub": "_", "msup": "^", "msubsup": "_^"}


def strippable_mathml(mathml: str) -> str:
    """Rewrite a `math` element, given as XML."""
    try:
        math = ElementTree.fromstring(mathml.replace(f' xmlns="{NAMESPACE}"', ""))
    except ElementTree.ParseError:  # written by hand, as raw HTML
        return mathml
    drop_annotations(math)
    for node in list(math.iter()):
        add_text(node)
        for name in UNKNOWN:
            node.attrib.pop(name, None)
    math.set("xmlns", NAMESPACE)
    return ElementTree.tostring(math, encoding="unicode", short_empty_elements=False)


def drop_annotations(math: Element) -> None:
    """The LaTeX source would be a second copy of the formula where tags are dropped."""
    for place, child in enumerate(list(math)):
        if child.tag == "semantics" and len(child):
            child[0].tail = child.tail
            math[place] = child[0]


def add_text(node: Element) -> None:
    if node.tag == "mfrac" and len(node) == 2:
        surround(node, 0, "(", ")/")
        surround(node, 1, "(", ")")
    elif node.tag == "msqrt":
        children = list(node)
        for child in children:
            node.remove(child)
        node.append(row_of([phantom("√("), *as_one_element(children), phantom(")")]))
    elif node.tag == "mroot" and len(node) == 2:
        surround(node, 0, "(", ")^(1/")
        surround(node, 1, "", ")")
    elif node.tag in SCRIPTS:
        for place, sign in enumerate(SCRIPTS[node.tag], start=1):
            add_script_sign(node, place, sign)
    elif node.tag in ACCENTS:
        replace_accents(node)


def surround(node: Element, place: int, before: str, after: str) -> None:
    if place < len(node):
        parts = [phantom(before)] if before else []
        node[place] = row_of([*parts, node[place], phantom(after)])


def add_script_sign(node: Element, place: int, sign: str) -> None:
    """x_t needs no sign to be understood; x_(t−1) does, and every power."""
    if place >= len(node):
        return
    text = "".join(node[place].itertext())
    if len(text) > 1:
        surround(node, place, f"{sign}(", ")")
    elif sign == "^" and text.isalnum():
        node[place] = row_of([phantom(sign), node[place]])


def replace_accents(node: Element) -> None:
    """An accent is as large as its base. `scriptlevel` says the same as `accent`."""
    for place, name in enumerate(ACCENTS[node.tag], start=1):
        if node.attrib.pop(name, "") == "true" and place < len(node):
            node[place].set("scriptlevel", "+0")


def as_one_element(children: list[Element]) -> Iterator[Element]:
    """The children as one element, so that a sign at their start stays a prefix."""
    if len(children) == 1:
        yield children[0]
    elif children:
        yield row_of(children)


def row_of(children: list[Element]) -> Element:
    row = Element("mrow")
    row.extend(children)
    return row


def phantom(text: str) -> Element:
    """Text without size that is not shown. An `mtext` adds no space beside it, as an `mo` would."""
    box = Element("mpadded", {"width": "0", "height": "0", "depth": "0"})
    hidden = SubElement(box, "mphantom")
    SubElement(hidden, "mtext").text = text
    return box
