"""Indices and limits, accents, braces and labelled arrows."""

import re
from collections.abc import Callable

from .math_tree import MathNode

Write = Callable[[MathNode], str]
ATOM = re.compile(r"\\?[^\W_]\Z|\\[A-Za-z]+\Z|\\[A-Za-z]+\{[^{}]*\}\Z|[^\\{}\s]\Z|\d+\Z|\{\}\Z")
WHOLE = (r"\left", r"\operatorname", r"\begin", r"\big", r"\Big")
TIGHT = re.compile(r" (=|<|>|\+|-|\\(?:to|in|leq|geq|neq|times|cdot)) (?=(\\|\w?))")
PRIMES = {"′": "'", "″": "''", "‴": "'''", "'": "'", "’": "'"}
OVER = {
    "^": "hat", "ˆ": "hat", "̂": "hat", "~": "tilde", "˜": "tilde", "̃": "tilde", "∼": "tilde",
    "¯": "bar", "‾": "bar", "̄": "bar", "̅": "bar", "ˉ": "bar", "→": "vec", "⃗": "vec", "˙": "dot",
    "̇": "dot", "¨": "ddot", "̈": "ddot", "⃛": "dddot", "ˇ": "check", "̌": "check", "˘": "breve",
    "̆": "breve", "´": "acute", "́": "acute", "`": "grave", "̀": "grave", "˚": "mathring",
    "⏞": "overbrace", "︷": "overbrace", "⎴": "overbracket", "⏜": "overparen",
    "_": "bar", "―": "bar",
    "̲": "bar", "−": "bar", "-": "bar", "←": "overleftarrow", "↔": "overleftrightarrow",
}  # fmt: skip
WIDE = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow"}
UNDER = {
    "⏟": "underbrace", "︸": "underbrace", "_": "underline", "̲": "underline", "¯": "underline",
    "‾": "underline", "̱": "underline", "―": "underline", "→": "underrightarrow",
    "←": "underleftarrow", "⎵": "underbracket",
}  # fmt: skip
# Signs and names whose scripts stand above and below.
LIMITS = frozenset("∑∏∐⋃⋂⨆⨄⋁⋀⨁⨂⨀")
INTEGRALS = frozenset("∫∬∭⨌∮∯∰")
NAMES_WITH_LIMITS = frozenset(
    (*("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "liminf", "limsup"),
     *("lim inf", "lim sup", "arg max", "arg min", "argmax", "argmin"))
)  # fmt: skip
BRACES = ("overbrace", "underbrace", "overbracket", "underbracket")
ARROWS = {"→": "xrightarrow", "←": "xleftarrow", "⟶": "xrightarrow", "⟵": "xleftarrow"}


def write_script(node: MathNode, write: Write) -> str:
    """`msub`, `msup` and `msubsup`."""
    base = script_base(write(node.child(0)), node.child(0))
    lower = node.child(1) if node.tag != "msup" else None
    upper = node.child(1 if node.tag == "msup" else 2) if node.tag != "msub" else None
    return base + scripts_latex(lower, upper, write)


def scripts_latex(lower: MathNode | None, upper: MathNode | None, write: Write) -> str:
    below = f"_{argument(lower, write)}" if lower is not None and not is_none(lower) else ""
    if upper is None or is_none(upper):
        return below
    if primes := primes_of(upper):
        return primes + below
    return f"{below}^{argument(upper, write)}"


def is_none(node: MathNode) -> bool:
    return node.tag == "none" or node.is_empty


def primes_of(node: MathNode) -> str:
    tokens = node.children if node.tag == "mrow" else (node,)
    text = "".join(each.text for each in tokens if each.is_operator)
    return "".join(map(PRIMES.__getitem__, text)) if text and set(text) <= set(PRIMES) else ""


def script_base(latex: str, node: MathNode) -> str:
    """A base for scripts; without braces the last letter alone would be it."""
    if node.is_operator or latex.startswith(WHOLE) or ATOM.match(latex):
        return latex
    return f"{{{latex}}}"


def argument(node: MathNode, write: Write) -> str:
    latex = TIGHT.sub(tight, write(node).strip())
    return latex if re.fullmatch(r"[0-9A-Za-z]|\\[A-Za-z]+", latex) else f"{{{latex}}}"


def tight(match: re.Match[str]) -> str:
    letter = match[1].startswith("\\") and match[2].isascii() and match[2].isalpha()
    return f"{match[1]} " if letter else match[1]


def write_limits(node: MathNode, write: Write) -> str:
    """`munder`, `mover` and `munderover`."""
    base = node.child(0)
    lower = node.child(1) if node.tag != "mover" else None
    upper = node.child(1 if node.tag == "mover" else 2) if node.tag != "munder" else None
    if decorated := decoration(node, base, lower, upper, write):
        return decorated
    if has_limits(base):
        command = r"\limits" if base.text in INTEGRALS or is_fixed(base) else ""
        name = write(base).replace(r"\operatorname{", r"\operatorname*{")
        return f"{name}{command}{scripts_latex(lower, upper, write)}"
    if is_labelled_arrow(node):
        below, above = (write(label(each)).strip() for each in (lower, upper))
        return rf"\{ARROWS[base.text]}{f'[{below}]' if below else ''}{{{above}}}"
    return stacked(write(base), lower, upper, write)


def decoration(
    node: MathNode,
    base: MathNode,
    lower: MathNode | None,
    upper: MathNode | None,
    write: Write,
) -> str:
    """An accent or a brace; "" if it is neither."""
    mark = lower if upper is None else upper
    if mark is None or (lower is not None and upper is not None) or not mark.is_operator:
        return ""
    if is_plain_arrow(node, base, mark):
        return ""
    if upper is not None:
        name = OVER.get(mark.text, "")
        wide = len(base.children) > 1 or len(base.text) > 1 or mark.get("stretchy") == "true"
        name = WIDE.get(name, name) if wide else name
    else:
        name = UNDER.get(mark.text, "")
    return rf"\{name}{{{write(base).strip()}}}" if name else ""


def is_labelled_arrow(node: MathNode) -> bool:
    """Whether it is an arrow as long as its label."""
    base = node.child(0)
    if node.tag not in ("munder", "mover", "munderover") or not base.is_operator:
        return False
    return base.text in ARROWS and base.get("stretchy") != "false"


def label(node: MathNode | None) -> MathNode:
    """The label of an arrow, without the spaces that give the arrow its length."""
    if node is None:
        return MathNode("mrow")
    if node.tag in ("munder", "mover", "mpadded") and node.child(1).tag in ("mspace", "mrow"):
        return label(node.child(0))
    inner = list(node.children) if node.tag == "mrow" else [node]
    return MathNode("mrow", "", {}, [each for each in inner if each.tag != "mspace"])


def is_plain_arrow(node: MathNode, base: MathNode, mark: MathNode) -> bool:
    """Whether a sign above another sign is a label of it and no accent."""
    return base.is_operator and node.get("accent") != "true" and mark.text in "~→←−-"


def has_limits(base: MathNode) -> bool:
    if base.tag in ("munder", "mover"):
        return base.child(1).text in set("⏞⏟︷︸⎴⎵")
    return base.text in LIMITS | INTEGRALS or text_of_node(base) in NAMES_WITH_LIMITS


def text_of_node(node: MathNode) -> str:
    text = node.text or "".join(child.text for child in node.children)
    return " ".join(text.replace("\u2061", "").split())


def is_fixed(base: MathNode) -> bool:
    return base.text in LIMITS and base.get("movablelimits") == "false"


def stacked(base: str, lower: MathNode | None, upper: MathNode | None, write: Write) -> str:
    latex = base.strip()
    if lower is not None and not is_none(lower):
        latex = rf"\underset{{{write(lower).strip()}}}{{{latex}}}"
    if upper is not None and not is_none(upper):
        latex = rf"\overset{{{write(upper).strip()}}}{{{latex}}}"
    return latex


def write_multiscripts(node: MathNode, write: Write) -> str:
    """Scripts on both sides of a base."""
    rest = list(node.children[1:])
    at = next((n for n, child in enumerate(rest) if child.tag == "mprescripts"), len(rest))
    before, after = rest[at + 1 :], rest[:at]
    left = "".join(scripts_latex(*pair, write) for pair in script_pairs(before))
    right = "".join(scripts_latex(*pair, write) for pair in script_pairs(after))
    return f"{'{}' + left if left else ''}{script_base(write(node.child(0)), node.child(0))}{right}"


def script_pairs(nodes: list[MathNode]) -> list[tuple[MathNode, MathNode]]:
    padded = [*nodes, MathNode("none")] if len(nodes) % 2 else nodes
    return list(zip(padded[::2], padded[1::2], strict=True))
