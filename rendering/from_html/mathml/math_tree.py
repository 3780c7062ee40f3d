"""The elements of a formula, without those that only wrap others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ...tree import children

PREFIX = re.compile(r"^[a-z]+:")
TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
FIRST_ONLY = frozenset({"semantics", "maction"})  # the other children are alternatives
WITHOUT_TEXT = frozenset({"annotation", "annotation-xml", "maligngroup", "malignmark"})
SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class MathNode:
    """`text` is that of a token; other elements have `children`."""

    tag: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: Sequence["MathNode"] = ()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "").strip()

    def child(self, index: int) -> "MathNode":
        """The child at `index`; an empty row for one that is missing."""
        return self.children[index] if index < len(self.children) else MathNode("mrow")

    @property
    def is_operator(self) -> bool:
        return self.tag == "mo"

    @property
    def is_empty(self) -> bool:
        return self.tag in ("mrow", "mstyle", "mpadded") and not self.children


def read_math(node: LexborNode) -> MathNode:
    tag = PREFIX.sub("", (node.tag or "").lower())
    attributes = {name: value or "" for name, value in node.attributes.items()}
    if tag in TOKENS:
        return MathNode(tag, SPACES.sub(" ", node.text()), attributes)
    inner = [read_math(child) for child in children(node) if has_content(child)]
    if tag in FIRST_ONLY and inner:
        return inner[0]
    if tag == "mrow" and len(inner) == 1:
        return inner[0]
    return MathNode(tag, "", attributes, inner)


def has_content(node: LexborNode) -> bool:
    """Whether it is an element of the formula, and more than a space without a width."""
    tag = PREFIX.sub("", node.tag or "")
    if tag == "mspace":
        return any(name != "class" for name in node.attributes) or "back" in str(
            node.attributes.get("class")
        )
    return not tag.startswith(("-", "!")) and tag not in WITHOUT_TEXT
