"""Names for headings, and the table of contents made of them."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .authored import is_safe_id
from .document import Document, Formula
from .rendered import Heading
from .sanitize import HEADINGS
from .text import flow
from .tree import rename

NOT_IN_SLUG = re.compile(r"[^\w\- ]")


@dataclass(slots=True)
class Entry:
    id: str
    text: str
    level: int
    children: list["Entry"] = field(default_factory=list)


def name_headings(document: Document) -> None:
    """The article's title is the page's only h1, so that an author's becomes h2."""
    names = Names()
    nodes = [node for node in document.body.traverse() if node.tag in HEADINGS]
    for node in document.body.css("[id]"):
        names.reserve(node.attributes.get("id") or "", node.tag in HEADINGS)
    entries = [name_heading(document, node, names) for node in nodes]
    document.toc = nest(entries)


def name_heading(document: Document, node: LexborNode, names: "Names") -> Entry:
    text = heading_text(document, node)
    if node.tag == "h1":
        node = rename(document, node, "h2")
    own = node.attributes.get("id")
    identifier = names.claim(own) if own else names.unique(slug(text))
    node.attrs["id"] = identifier
    return Entry(identifier, text, int((node.tag or "h2")[1]))


def heading_text(document: Document, node: LexborNode) -> str:
    def visit(inner: LexborNode) -> str | None:
        held = document.held_by(inner)
        if isinstance(held, Formula):
            return held.latex
        return "" if inner.tag == "sup" and inner.css_first(".fn, a") else None

    return " ".join(flow(node, visit).split())


def slug(text: str) -> str:
    """As GitHub makes it, so that Chinese stays: 注意力机制, multi-head-attention."""
    made = NOT_IN_SLUG.sub("", text.lower()).strip().replace(" ", "-") or "section"
    return made if is_safe_id(made[:100]) else f"h-{made}"


class Names:
    """Ids given so far. Counting from where it stopped keeps 10,000 equal headings linear."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.claimed: set[str] = set()
        self.next: dict[str, int] = {}

    def reserve(self, own: str, for_heading: bool) -> None:
        self.taken.add(own)
        if not for_heading:
            self.claimed.add(own)

    def claim(self, own: str) -> str:
        """The author's id, unless another element or an earlier heading has it."""
        if own in self.claimed:
            return self.unique(own)
        self.claimed.add(own)
        return own

    def unique(self, base: str) -> str:
        candidate, number = base, self.next.get(base, 0)
        while candidate in self.taken:
            number += 1
            candidate = f"{base}-{number}"
        self.next[base] = number
        self.taken.add(candidate)
        return candidate


def nest(entries: list[Entry]) -> tuple[Heading, ...]:
    root = Entry("", "", 0)
    path = [root]
    for entry in entries:
        while path[-1].level >= entry.level:
            path.pop()
        path[-1].children.append(entry)
        path.append(entry)
    return freeze(root)


def freeze(entry: Entry) -> tuple[Heading, ...]:
    return tuple(Heading(e.id, e.text, e.level, freeze(e)) for e in entry.children)
