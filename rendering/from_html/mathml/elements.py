"""Writes each element of a formula as LaTeX."""

import re
from collections.abc import Callable

from .math_tables import table_latex
from .math_tree import MathNode
from .rows import write_operator, write_row
from .scripts_and_limits import text_of_node, write_limits, write_multiscripts, write_script
from .symbols import FUNCTIONS, VARIANTS, letters_latex, symbol

MULTIPLE_SPACES = re.compile(r"  +")
TEXT_SIGNS = {sign: f"\\{sign}" for sign in "{}$&#%_"} | {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "\u00a0": " ",
}
SPACES = (
    (0.16, 0.18, r"\,"),
    (0.21, 0.23, r"\:"),
    (0.27, 0.29, r"\;"),
    (0.49, 0.51, r"\enspace "),
    (0.99, 1.01, r"\quad "),
    (1.99, 2.01, r"\qquad "),
)
NAMED_WIDTHS = {
    "thinmathspace": "0.1667em",
    "mediummathspace": "0.2222em",
    "thickmathspace": "0.2778em",
    "negativethinmathspace": "-0.1667em",
}
ENCLOSURES = {
    "box": "boxed",
    "updiagonalstrike": "cancel",
    "downdiagonalstrike": "bcancel",
    "horizontalstrike": "sout",
    "top": "overline",
    "bottom": "underline",
    "radical": "sqrt",
}
TALL = frozenset({"mfrac", "mtable", "munder", "mover", "munderover", "msqrt", "mroot"})


def element_latex(node: MathNode) -> str:
    """The LaTeX of an element and of all in it."""
    return MULTIPLE_SPACES.sub(" ", write(node))


def write(node: MathNode) -> str:
    return WRITERS.get(node.tag, write_content)(node)


def write_content(node: MathNode) -> str:
    return write_row(node.children, write)


# Letters, numbers and words


def write_identifier(node: MathNode) -> str:
    text = text_of_node(node)
    if text in FUNCTIONS:
        return rf"\{text}"
    if len(text) > 1 and text.isascii() and text.replace(" ", "").isalpha():
        return identifier_name(node, text)
    if text in ("∣", "|"):
        return "|"
    if not is_mathematical(text):
        return words(node.text)
    command = VARIANTS.get(node.get("mathvariant"), "")
    latex = letters_latex(text)
    wrapped = command and (text.isascii() or command != r"\mathrm")
    return f"{command}{{{latex}}}" if wrapped else latex


def identifier_name(node: MathNode, text: str) -> str:
    command = VARIANTS.get(node.get("mathvariant")) or r"\mathrm"
    name = text.replace(" ", r"\,")
    return rf"\operatorname{{{name}}}" if " " in text else f"{command}{{{name}}}"


def is_mathematical(text: str) -> bool:
    """Whether it is no word of a script without a command, such as Chinese."""
    return all(character.isascii() or symbol(character) != character for character in text) or (
        letters_latex(text) != text
    )


def write_number(node: MathNode) -> str:
    text = "".join(node.text.split()).replace(",", "{,}").replace("%", r"\%")
    command = VARIANTS.get(node.get("mathvariant"), "")
    latex = letters_latex(text) if not text.isascii() else text
    return f"{command}{{{latex}}}" if command and command != r"\mathrm" else latex


def write_words(node: MathNode) -> str:
    return words(node.text)


def words(text: str) -> str:
    if not text.strip("\u00a0 "):
        return r"\ " if text else ""
    return rf"\text{{{''.join(TEXT_SIGNS.get(sign, sign) for sign in text)}}}"


# Spaces


def write_space(node: MathNode) -> str:
    if node.get("linebreak") == "newline":
        return r"\\ "
    width = width_in_em(node)
    if width < 0:
        return r"\!" if abs(width + 0.167) < 0.02 else rf"\hspace{{{width:g}em}}"
    found = next((command for least, most, command in SPACES if least <= width <= most), "")
    return found or (rf"\hspace{{{width:g}em}}" if width else "")


def width_in_em(node: MathNode) -> float:
    back = re.findall(r"\bback(\d+)", node.get("class"))
    if back:
        return -sum(map(int, back)) / 18
    margin = re.search(r"margin-left:\s*(-[\d.]+em)", node.get("style"))
    width = margin[1] if margin else node.get("width")
    width = NAMED_WIDTHS.get(width, width)
    match = re.fullmatch(r"(-?\d*\.?\d+)(em|ex|px|pt)?", width)
    scale = {"em": 1.0, "ex": 0.43, "px": 1 / 16, "pt": 1 / 10, None: 0.0}
    return float(match[1]) * scale[match[2]] if match else 0.0


# Fractions, roots, frames


def write_fraction(node: MathNode) -> str:
    above, below = (write(node.child(n)).strip() for n in (0, 1))
    if node.get("linethickness") in ("0", "0pt", "0px", "0em"):
        return rf"\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    size = {"true": "d", "false": "t"}.get(node.get("displaystyle"), "")
    return rf"\{size}frac{{{above}}}{{{below}}}"


def write_root(node: MathNode) -> str:
    if node.tag == "msqrt":
        return rf"\sqrt{{{write_content(node).strip()}}}"
    return rf"\sqrt[{write(node.child(1)).strip()}]{{{write(node.child(0)).strip()}}}"


def write_style(node: MathNode) -> str:
    """A row with a colour, or in another style."""
    inner = node.children
    style = node.get("displaystyle")
    if style and len(inner) == 1 and inner[0].tag == "mfrac":
        return write_fraction(MathNode("mfrac", "", {"displaystyle": style}, inner[0].children))
    latex = write_row(inner, write)
    colour = node.get("mathcolor") or node.get("color")
    if re.fullmatch(r"#[0-9A-Fa-f]{6}|[A-Za-z]+", colour):
        return rf"\textcolor{{{colour}}}{{{latex.strip()}}}"
    command = VARIANTS.get(node.get("mathvariant"), "")
    return f"{command}{{{latex.strip()}}}" if command else latex


def write_enclosure(node: MathNode) -> str:
    latex = write_content(node).strip()
    kinds = node.get("notation").split()
    if {"updiagonalstrike", "downdiagonalstrike"} <= set(kinds):
        return rf"\xcancel{{{latex}}}"
    name = next((ENCLOSURES[kind] for kind in kinds if kind in ENCLOSURES), "")
    return rf"\{name}{{{latex}}}" if name else latex


def write_phantom(node: MathNode) -> str:
    return rf"\phantom{{{write_content(node).strip()}}}"


def write_fenced(node: MathNode) -> str:
    """The obsolete `<mfenced>`: brackets as attributes, with signs between its children."""
    signs = node.attributes.get("separators", ",").replace(" ", "")
    inner: list[MathNode] = []
    for number, child in enumerate(node.children):
        if number and signs:
            inner.append(MathNode("mo", signs[min(number - 1, len(signs) - 1)]))
        inner.append(child)
    kind = {} if any(map(is_tall, node.children)) else {"stretchy": "false"}
    opening, closing = (
        MathNode("mo", node.attributes.get(name, usual), kind)
        for name, usual in (("open", "("), ("close", ")"))
    )
    return write_row([opening, *inner, closing], write)


def is_tall(node: MathNode) -> bool:
    """Whether it is higher than a line, so that brackets around it grow."""
    return node.tag in TALL or any(map(is_tall, node.children))


WRITERS: dict[str, Callable[[MathNode], str]] = {
    "mi": write_identifier,
    "mn": write_number,
    "mo": write_operator,
    "mtext": write_words,
    "ms": write_words,
    "mspace": write_space,
    "mfrac": write_fraction,
    "msqrt": write_root,
    "mroot": write_root,
    "mstyle": write_style,
    "mrow": write_style,
    "menclose": write_enclosure,
    "mphantom": write_phantom,
    "mfenced": write_fenced,
    "mtable": lambda node: table_latex(node, write),
    "mmultiscripts": lambda node: write_multiscripts(node, write),
    **dict.fromkeys(("msub", "msup", "msubsup"), lambda node: write_script(node, write)),
    **dict.fromkeys(("munder", "mover", "munderover"), lambda node: write_limits(node, write)),
}
