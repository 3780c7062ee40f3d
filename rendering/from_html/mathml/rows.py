"""Elements side by side: the spaces between them, and brackets that grow."""

from collections.abc import Iterator, Sequence

from .math_tables import bracketed_table
from .math_tree import MathNode
from .scripts_and_limits import Write, has_limits, is_labelled_arrow, text_of_node
from .symbols import FUNCTIONS, is_infix, side_by_side, symbol

APPLY = "\u2061"
NOTHING = frozenset(("", "\u2061", "\u2062", "\u2063", "\u2064"))
OPENING = frozenset("([{⟨⌊⌈⟦|‖∣∥/") | {"<", "〈", "⎰"}
CLOSING = frozenset(")]}⟩⌋⌉⟧|‖∣∥/") | {">", "〉", "⎱"}
# Brackets that no command of `symbols` names, or that are written otherwise where they grow.
GROWING_BRACKETS = {"<": r"\langle", ">": r"\rangle", "∣": "|", "∥": r"\|", "": "."}
WITH_SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
SIDED = {
    ("|", "prefix"): r"\lvert",
    ("|", "postfix"): r"\rvert",
    ("‖", "prefix"): r"\lVert",
    ("‖", "postfix"): r"\rVert",
}
SIZES = ((2.9, "Bigg"), (2.3, "bigg"), (1.7, "Big"), (1.1, "big"))
THICK = ("0.2777778em", "0.2778em", "thickmathspace")
THIN = ("0.1667em", "0.16666667em", "thinmathspace", "0.167em", "0.17em", "0.222em")


def write_row(nodes: Sequence[MathNode], write: Write) -> str:
    if is_enclosed(nodes):
        inner = nodes[1:-1]
        if len(inner) == 1 and (whole := bracketed(nodes[0], inner[0], nodes[-1], write)):
            return whole
        content = write_row(inner, write).strip()
        return f"{bracket('left', nodes[0])} {content} {bracket('right', nodes[-1])}"
    return side_by_side(row_pieces(nodes, write))


def bracketed(opening: MathNode, inner: MathNode, closing: MathNode, write: Write) -> str:
    """What LaTeX has a command of its own for: a matrix, cases, a binomial coefficient; or ""."""
    if is_stacked(inner) and opening.text + closing.text == "()":
        above, below = (write(inner.child(n)).strip() for n in (0, 1))
        return rf"\binom{{{above}}}{{{below}}}"
    if is_stacked(inner) and opening.text in NOTHING and closing.text in NOTHING:
        return write(inner)
    return bracketed_table(opening, inner, closing, write)


def is_enclosed(nodes: Sequence[MathNode]) -> bool:
    """Whether the first and the last element are brackets that grow with what is between them."""
    if len(nodes) < 2 or not (grows(nodes[0], OPENING) and grows(nodes[-1], CLOSING)):
        return False
    if nodes[0].text in NOTHING and nodes[-1].text in NOTHING:
        return len(nodes) == 3 and is_stacked(nodes[1])
    depth = 0
    for node in nodes[:-1]:
        depth += node.is_operator and node.text in "([{⟨⌊⌈" and bool(node.text)
        depth -= node.is_operator and node.text in ")]}⟩⌋⌉" and bool(node.text)
        if depth <= 0 and nodes[0].text in "([{⟨⌊⌈" and nodes[0].text:
            return False
    return True


def grows(node: MathNode, signs: frozenset[str]) -> bool:
    if not node.is_operator or node.get("stretchy") == "false" or node.get("minsize"):
        return False
    return node.text in signs or node.text in ("", "\u2063", ".")


def bracket(side: str, node: MathNode) -> str:
    sign = "" if node.text in NOTHING or node.text == "." else node.text
    return rf"\{side}{GROWING_BRACKETS.get(sign) or symbol(sign)}"


def row_pieces(nodes: Sequence[MathNode], write: Write) -> Iterator[str]:
    nodes = with_dots(nodes)
    for at, node in enumerate(nodes):
        before = nodes[at - 1] if at else None
        after = nodes[at + 1] if at + 1 < len(nodes) else None
        if names_function(node, after):
            yield rf"\operatorname{{{text_of_node(node)}}}"
        elif node.is_operator:
            yield from operator(node, before, after, write)
        elif node.tag != "mspace" or not is_own_space(node, nodes[:at], nodes[at + 1 :]):
            yield f"{write(node)} " if has_own_limits(node) else write(node)


def operator(
    node: MathNode, before: MathNode | None, after: MathNode | None, write: Write
) -> Iterator[str]:
    latex = write(node)
    if is_infix(node.text) and before is not None and not is_prefix(before):
        yield f" {latex} "
    elif node.text in (",", ";") and after is not None:
        yield f"{latex} "
    elif latex:
        yield latex


def is_prefix(before: MathNode) -> bool:
    """Whether an operator behind this element has no left side."""
    return before.is_operator and (
        is_infix(before.text) or before.text in ("(", "[", "{", ",", "|")
    )


def is_own_space(node: MathNode, before: Sequence[MathNode], after: Sequence[MathNode]) -> bool:
    """Whether LaTeX sets it by itself: beside the name of a function, or a labelled arrow."""
    if node.get("width") in THICK:
        return any(map(is_labelled_arrow, [*before[-1:], *after[:1]]))
    return node.get("width") in THIN and (begins_function(after) or is_function(before[-1:]))


def begins_function(nodes: Sequence[MathNode]) -> bool:
    while nodes and nodes[0].children and nodes[0].tag in ("mrow", *WITH_SCRIPTS):
        if nodes[0].tag in WITH_SCRIPTS and nodes[1:2] and nodes[1].text == APPLY:
            return True
        nodes = nodes[0].children
    return is_function(nodes[:1]) or (len(nodes) > 1 and names_function(nodes[0], nodes[1]))


def is_function(nodes: Sequence[MathNode]) -> bool:
    return bool(nodes) and nodes[0].tag == "mi" and text_of_node(nodes[0]) in FUNCTIONS


def has_own_limits(node: MathNode) -> bool:
    """Whether it is a sum, an integral or a limit with its limits."""
    return node.tag in WITH_SCRIPTS and (
        has_limits(node.child(0)) or is_function(node.children[:1])
    )


def names_function(node: MathNode, after: MathNode | None) -> bool:
    if after is None or after.text != APPLY or node.tag != "mi":
        return False
    name = text_of_node(node)
    return len(name) > 1 and name.isascii() and name.isalpha() and name not in FUNCTIONS


def with_dots(nodes: Sequence[MathNode]) -> list[MathNode]:
    """The elements, with three full stops in a row as one sign."""
    made: list[MathNode] = []
    for node in nodes:
        made.append(node)
        if [(each.tag, each.text) for each in made[-3:]] == [("mo", ".")] * 3:
            made[-3:] = [MathNode("mo", "…")]
    return made


def is_stacked(node: MathNode) -> bool:
    """Whether it is a fraction without a line."""
    return node.tag == "mfrac" and node.get("linethickness").rstrip("ptxem") == "0"


def side_of(node: MathNode) -> str:
    """What `\\big` needs to know: "l" for an opening bracket, "r" for a closing one."""
    sides = {"prefix": "l", "postfix": "r"}
    by_sign = "l" if node.text in "([{⟨⌊⌈" else "r" if node.text in ")]}⟩⌋⌉" else ""
    return sides.get(node.get("form"), by_sign)


def write_operator(node: MathNode) -> str:
    """A sign, in the size that it has."""
    text = "".join(node.text.split()) or node.text
    if text in NOTHING:
        return ""
    latex = side_by_side(map(symbol, text))
    if text in FUNCTIONS:
        return rf"\{text}"
    if text.isalpha() and text.isascii() and len(text) > 1:
        return rf"\operatorname{{{text}}}"
    size = node.get("minsize").removesuffix("em")
    if size.replace(".", "", 1).isdigit():
        name = next((name for least, name in SIZES if float(size) > least), "")
        return rf"\{name}{side_of(node)}{latex}" if name else latex
    return SIDED.get((text, node.get("form")), latex)
