"""Prepares the page's MathML for ziamath, which knows none of our classes."""

from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\ufe00\ufe01"))
# Classes of cells and spaces that are drawn as they are shown, or that change nothing here. The
# lines of a table, strokes and other marks have a meaning that the picture would lose.
KNOWN_CLASSES = frozenset(
    {
        *("al", "back1", "back18", "back3", "back6", "back90", "l", "pad", "pb0", "pl0", "pl1"),
        *("pls", "pr0", "prs", "pt0", "pts", "r", "side", "tag", "thin", "vec", "math-punct"),
    }
)
KNOWN_ELEMENTS = frozenset(
    {
        *("math", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom"),
        *("mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup"),
        *("msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "semantics"),
    }
)
# Letters that stand in italics as an identifier and that ziamath leaves upright.
ITALICS = str.maketrans("∂ϵϑϰϕϱϖ", "𝜕𝜖𝜗𝜘𝜙𝜚𝜛")
# Horizontal space between two columns, in em: as in the style sheet.
COLUMN_SPACE, WIDE_COLUMN_SPACE = 0.8, 1.0


class CannotDraw(Exception):
    """The formula has a part that would be missing in the picture or look wrong."""


def drawable_mathml(mathml: str) -> Element:
    """The formula as a tree that ziamath draws as browsers do. Raises CannotDraw."""
    try:
        root = ElementTree.fromstring(mathml.replace("&nbsp;", "\u00a0"))
    except ElementTree.ParseError as error:
        raise CannotDraw("not well-formed") from error
    style = "true" if root.get("display") == "block" else "false"
    math = Element("math", {"displaystyle": style})
    for child in root:
        math.extend(presentation_of(child))
    for node in math.iter():
        prepare_node(node)
    inherit_colour(math, None)
    return math


def presentation_of(node: Element) -> list[Element]:
    """The first child of a `semantics` element: the others are annotations."""
    return list(node[:1]) if node.tag == "semantics" else [node]


def inherit_colour(node: Element, colour: str | None) -> None:
    """ziamath does not give the colour of a row to what is in it."""
    colour = node.get("mathcolor", colour)
    for child in node:
        inherit_colour(child, colour)
    if colour and not len(node):
        node.set("mathcolor", colour)


def prepare_node(node: Element) -> None:
    if node.tag == "mtext":
        flatten_text(node)
    classes = set(node.attrib.pop("class", "").split())
    if node.tag not in KNOWN_ELEMENTS or not classes <= KNOWN_CLASSES:
        raise CannotDraw(f"{node.tag} {' '.join(sorted(classes))}".strip())
    if node.tag == "mtable":
        prepare_table(node)
    elif node.tag == "mtd":
        prepare_cell(node, classes)
    elif node.tag == "mspace":
        prepare_space(node, classes)
    elif node.tag in ("mi", "mo"):
        prepare_sign(node)
    node.text = (node.text or "").translate(INVISIBLE)
    node.tail = None


def flatten_text(node: Element) -> None:
    """Text within a formula may hold code, bold and links; it is drawn without them."""
    text = "".join(node.itertext())
    for child in list(node):
        node.remove(child)
    # ziamath removes spaces at both ends of a text.
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    node.text = "\u00a0" * start + text[start:end] + "\u00a0" * (len(text) - max(start, end))


def prepare_sign(node: Element) -> None:
    text = node.text or ""
    if node.tag == "mo" and not text.translate(INVISIBLE):
        space = em(node.get("lspace", "")) + em(node.get("rspace", ""))
        node.tag, node.text = "mspace", ""
        node.attrib.clear()
        node.set("width", f"{space:g}em")
    elif text == "." and node.tag == "mo":  # of \\ldots
        node.attrib.setdefault("rspace", "0.1667em")
    elif node.tag == "mi" and len(text) > 1:
        node.tag = "mtext"  # ziamath would give the names of functions a space of its own
    elif node.tag == "mi" and node.get("mathvariant") != "normal":
        node.text = text.translate(ITALICS)


def prepare_space(node: Element, classes: set[str]) -> None:
    """A negative space is a class on the page: `back3` is three eighteenths of an em."""
    steps = sum(int(name.removeprefix("back")) for name in classes if name.startswith("back"))
    if steps:
        node.set("width", f"{-steps / 18:.4f}em")


def prepare_table(table: Element) -> None:
    """Remove the empty cells that place an equation and its number within the line."""
    for row in table:
        for cell in list(row):
            if "pad" in cell.get("class", "").split() and len(cell) == 0:
                row.remove(cell)
    first = max((list(row) for row in table), key=len, default=[])
    cells = [set(cell.get("class", "").split()) for cell in first]
    gaps = [f"{column_gap(*pair):g}em" for pair in pairwise(cells)]
    table.set("columnspacing", " ".join(gaps) or "0em")
    table.set("rowspacing", "0.35em" if table.get("displaystyle") == "true" else "0.25em")


def column_gap(left: set[str], right: set[str]) -> float:
    if "tag" in right:
        return 2.0
    if "pl0" in right and "pr0" in left:
        return 0.0
    return WIDE_COLUMN_SPACE if "pl1" in right else COLUMN_SPACE


def prepare_cell(cell: Element, classes: set[str]) -> None:
    side = "right" if "r" in classes else "left" if classes & {"l", "tag"} else "center"
    cell.set("columnalign", side)


def em(length: str) -> float:
    """The number of a length in em; 0 for other lengths."""
    try:
        return float(length.removesuffix("em"))
    except ValueError:
        return 0.0
