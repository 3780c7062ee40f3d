"""What an element says about the look of its text: by its tag, and by its style."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from .elements_left import class_names, style_of


class Mark(NamedTuple):
    """`href` and `title` are of a link."""

    name: str
    href: str = ""
    title: str = ""


Marks = tuple[Mark, ...]
TAGS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em",
    "var": "em", "del": "del", "s": "del", "strike": "del", "mark": "mark", "ins": "ins",
    "sup": "sup", "sub": "sub", "kbd": "kbd",
}  # fmt: skip
CODE_TAGS = frozenset({"code", "tt", "samp"})
WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|normal|lighter|\d{3})")
SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)")
STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b")
HIGHLIGHTED = re.compile(r"mso-highlight\s*:\s*(?!none)")
FIXED_WIDTH = re.compile(
    r"font-family\s*:\s*[\"']?(?:courier|consolas|menlo|monaco|monospace|sf ?mono|roboto mono|"
    r"source code|fira code|jetbrains mono|cascadia|ui-monospace|sfmono|inconsolata|dejavu sans m)"
)
BOLD_WEIGHT = 600


def marks_below(node: LexborNode, marks: Marks) -> Marks:
    """The marks of the text in an element that itself stands within `marks`."""
    name = TAGS.get(node.tag or "", "")
    if name == "em" and is_icon(node):
        name = ""
    style = style_of(node)
    changed = with_mark(marks, name, True) if name else marks
    if not style:
        return changed
    if weight := WEIGHT.search(style):
        changed = with_mark(changed, "strong", is_bold(weight[1]))
    if slant := SLANT.search(style):
        changed = with_mark(changed, "em", slant[1] != "normal")
    if STRUCK.search(style):
        changed = with_mark(changed, "del", True)
    if raised := RAISED.search(style):
        changed = with_mark(changed, "sup" if raised[1] == "super" else "sub", True)
    return with_mark(changed, "mark", True) if HIGHLIGHTED.search(style) else changed


def is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= BOLD_WEIGHT)


def is_icon(node: LexborNode) -> bool:
    """Whether an `<i>` draws an icon by its class."""
    return node.tag == "i" and not node.text().strip() and bool(class_names(node))


def is_code_text(node: LexborNode) -> bool:
    """Whether an element is code, also by its font, as in documents of Word and Google."""
    if node.tag in CODE_TAGS:
        return True
    return node.tag in ("span", "font") and FIXED_WIDTH.search(style_of(node)) is not None


def with_mark(marks: Marks, name: str, there: bool) -> Marks:
    others = tuple(mark for mark in marks if mark.name != name)
    return (*others, Mark(name)) if there else others
