"""Reads Office Math, as Word writes it into the clipboard, as elements of MathML."""

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from ...tree import children
from .math_tree import MathNode

ROOTS = frozenset({"m:omath", "m:omathpara"})
SIGNS = frozenset("=<>+-−×·÷±≤≥≠≈≡∈∉⊂⊆∪∩→←⇒⇔↔,;:|()[]{}/∗*′∘⋅∼∝∀∃∑∏∫!⋯…∂∇")
STYLES = {"b": "bold", "p": "normal", "bi": "bold-italic", "i": ""}
SCRIPTS = {
    "double-struck": "double-struck",
    "script": "script",
    "fraktur": "fraktur",
    "sans-serif": "sans-serif",
    "monospace": "monospace",
}


def is_office_math(node: LexborNode) -> bool:
    return (node.tag or "").lower() in ROOTS


def read_office_math(node: LexborNode) -> MathNode:
    """The elements of `<m:oMath>`, whose names the HTML parser has in small letters."""
    return READERS.get(tag_of(node), read_all)(node)


def tag_of(node: LexborNode) -> str:
    return (node.tag or "").lower().removeprefix("m:")


def part(node: LexborNode, name: str) -> MathNode:
    """The child of this name; an empty row without one."""
    found = child_named(node, name)
    return read_all(found) if found is not None else MathNode("mrow")


def child_named(node: LexborNode, name: str) -> LexborNode | None:
    return next((child for child in children(node) if tag_of(child) == name), None)


def property_of(node: LexborNode, name: str, default: str = "") -> str:
    """The value of a property: `<m:naryPr><m:chr m:val="∑"/></m:naryPr>`."""
    for holder in children(node):
        if tag_of(holder).endswith("pr"):
            found = child_named(holder, name)
            if found is not None:
                return found.attributes.get("m:val") or ""
    return default


def read_all(node: LexborNode) -> MathNode:
    inner = [
        read_office_math(child)
        for child in children(node)
        if not (child.tag or "").startswith("-") and not tag_of(child).endswith("pr")
    ]
    flat = [each for node in inner for each in (node.children if node.tag == "mrow" else (node,))]
    return flat[0] if len(flat) == 1 else MathNode("mrow", "", {}, flat)


def read_run(node: LexborNode) -> MathNode:
    """A run of text: letters, numbers and signs, each a token of its own."""
    text = "".join(node.text().split("\n")).strip()
    holder = child_named(node, "rpr")
    if holder is not None and child_named(holder, "nor") is not None:
        return MathNode("mtext", node.text())
    style = STYLES.get(property_of(node, "sty", "i"), "")
    variant = SCRIPTS.get(property_of(node, "scr"), style)
    attributes = {"mathvariant": variant} if variant else {}
    if variant == "normal" and text.isalpha() and text.isascii():
        return MathNode("mi", text, attributes)
    tokens = [token_of(character, attributes) for character in text if not character.isspace()]
    return tokens[0] if len(tokens) == 1 else MathNode("mrow", "", {}, tokens)


def token_of(character: str, attributes: dict[str, str]) -> MathNode:
    if character.isdigit() or character == ".":
        return MathNode("mn", character)
    if character in SIGNS:
        return MathNode("mo", character, {"stretchy": "false"})
    return MathNode("mi", character, attributes)


def read_fraction(node: LexborNode) -> MathNode:
    kind = {"linethickness": "0"} if property_of(node, "type") == "nobar" else {}
    return MathNode("mfrac", "", kind, [part(node, "num"), part(node, "den")])


def read_scripts(tag: str, *names: str) -> Callable[[LexborNode], MathNode]:
    return lambda node: MathNode(tag, "", {}, [part(node, name) for name in names])


def read_radical(node: LexborNode) -> MathNode:
    degree = part(node, "deg")
    if degree.is_empty or property_of(node, "deghide", "0") in ("1", "on"):
        return MathNode("msqrt", "", {}, [part(node, "e")])
    return MathNode("mroot", "", {}, [part(node, "e"), degree])


def read_nary(node: LexborNode) -> MathNode:
    sign = MathNode("mo", property_of(node, "chr", "∫"))
    tag = "munderover" if property_of(node, "limloc") == "undovr" else "msubsup"
    signed = MathNode(tag, "", {}, [sign, part(node, "sub"), part(node, "sup")])
    return MathNode("mrow", "", {}, [signed, part(node, "e")])


def read_delimiters(node: LexborNode) -> MathNode:
    ends = {
        "open": property_of(node, "begchr", "("),
        "close": property_of(node, "endchr", ")"),
        "separators": property_of(node, "sepchr", "|"),
    }
    inner = [read_all(child) for child in children(node) if tag_of(child) == "e"]
    return MathNode("mfenced", "", ends, inner)


def read_function(node: LexborNode) -> MathNode:
    apply = MathNode("mo", "\u2061")
    return MathNode("mrow", "", {}, [part(node, "fname"), apply, part(node, "e")])


def read_accent(node: LexborNode) -> MathNode:
    mark = MathNode("mo", property_of(node, "chr", "̂"))
    return MathNode("mover", "", {"accent": "true"}, [part(node, "e"), mark])


def read_bar(node: LexborNode) -> MathNode:
    tag = "mover" if property_of(node, "pos") == "top" else "munder"
    return MathNode(tag, "", {}, [part(node, "e"), MathNode("mo", "¯", {"stretchy": "true"})])


def read_group(node: LexborNode) -> MathNode:
    tag = "mover" if property_of(node, "pos") == "top" else "munder"
    return MathNode(tag, "", {}, [part(node, "e"), MathNode("mo", property_of(node, "chr", "⏟"))])


def read_matrix(node: LexborNode) -> MathNode:
    rows = [
        MathNode("mtr", "", {}, [cell(e) for e in children(row) if tag_of(e) == "e"])
        for row in children(node)
        if tag_of(row) == "mr"
    ]
    return MathNode("mtable", "", {}, rows)


def read_equations(node: LexborNode) -> MathNode:
    rows = [MathNode("mtr", "", {}, [cell(line)]) for line in children(node) if tag_of(line) == "e"]
    return MathNode("mtable", "", {"columnalign": "left"}, rows)


def cell(node: LexborNode) -> MathNode:
    return MathNode("mtd", "", {}, [read_all(node)])


READERS: dict[str, Callable[[LexborNode], MathNode]] = {
    "r": read_run,
    "f": read_fraction,
    "ssup": read_scripts("msup", "e", "sup"),
    "ssub": read_scripts("msub", "e", "sub"),
    "ssubsup": read_scripts("msubsup", "e", "sub", "sup"),
    "limlow": read_scripts("munder", "e", "lim"),
    "limupp": read_scripts("mover", "e", "lim"),
    "rad": read_radical,
    "nary": read_nary,
    "d": read_delimiters,
    "func": read_function,
    "acc": read_accent,
    "bar": read_bar,
    "groupchr": read_group,
    "m": read_matrix,
    "eqarr": read_equations,
}
