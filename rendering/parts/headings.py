"""Ids for headings, and the table of contents made of them.

An id is the heading's own text, as on GitHub. Where an earlier heading has it already, the
headings above come before it (实验-小结), so that it depends on where the heading stands and not
on how many others there are; only what is equal in all of that is numbered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.allowed import HEADINGS
from ..html.attribute_lists import is_safe_id
from ..html.text_flow import flow_text
from ..placeholders import CodeBlock, EquationReference, Formula
from ..result import TocHeading
from ..tree import rename_element

NOT_IN_SLUG = re.compile(r"[^\w\- ]")


@dataclass(slots=True)
class Entry:
    """`own` is the id that the author gave, `slug` what the text would make."""

    node: LexborNode
    text: str
    level: int
    own: str
    slug: str
    id: str = ""
    children: list["Entry"] = field(default_factory=list)


def name_headings(document: Document) -> None:
    """The article's title is the page's only h1, so that an author's becomes h2."""
    nodes = [node for node in document.body.traverse() if node.tag in HEADINGS]
    entries = [entry(document, node) for node in nodes]
    names = Names(entries)
    for node in document.body.css("[id]"):
        names.reserve(node.attributes.get("id") or "", node.tag in HEADINGS)
    for each, above in zip(entries, paths(entries), strict=True):
        each.id = names.claim(each.own) if each.own else names.unique(each.slug, above)
        each.node.attrs["id"] = each.id
    document.toc = nest(entries)


def entry(document: Document, node: LexborNode) -> Entry:
    text = heading_text(document, node)
    if node.tag == "h1":
        node = rename_element(document, node, "h2")
    own = node.attributes.get("id") or ""
    return Entry(node, text, int((node.tag or "h2")[1]), own, slug(text))


def heading_text(document: Document, node: LexborNode) -> str:
    def visit(inner: LexborNode) -> str | None:
        match document.held_by(inner):
            case Formula(latex=text) | CodeBlock(source=text):
                return text
            case EquationReference():
                return ""
        if inner.attributes.get("class") == "quiet":
            return ""
        return "" if inner.tag == "sup" and inner.css_first(".fn, a") else None

    return " ".join(flow_text(node, visit).split())


def slug(text: str) -> str:
    """As GitHub makes it, so that Chinese stays: 注意力机制, multi-head-attention."""
    made = NOT_IN_SLUG.sub("", text.lower()).strip().replace(" ", "-") or "section"
    return made if is_safe_id(made[:100]) else f"h-{made}"


class Names:
    """Ids given so far. What a heading is entitled to by its text alone, no other takes."""

    def __init__(self, entries: list[Entry]) -> None:
        self.taken: set[str] = set()
        self.reserved = {each.slug for each in entries}
        self.claimed: set[str] = set()
        self.next: dict[str, int] = {}

    def reserve(self, own: str, for_heading: bool) -> None:
        self.taken.add(own)
        if not for_heading:
            self.claimed.add(own)

    def claim(self, own: str) -> str:
        """The author's id, unless another element or an earlier heading has it."""
        if own in self.claimed:
            return self.numbered(own)
        self.claimed.add(own)
        return own

    def unique(self, base: str, above: list[str]) -> str:
        """`base`, else with the slugs of the headings above before it, the nearest first."""
        if base not in self.taken:
            return self.take(base)
        candidate = base
        for upper in reversed(above):
            candidate = f"{upper}-{candidate}"
            if self.is_free(candidate) and is_safe_id(candidate):
                return self.take(candidate)
        return self.numbered(base)

    def numbered(self, base: str) -> str:
        """Counting from where it stopped keeps 10,000 equal headings linear."""
        candidate, number = base, self.next.get(base, 0)
        while not self.is_free(candidate):
            number += 1
            candidate = f"{base}-{number}"
        self.next[base] = number
        return self.take(candidate)

    def is_free(self, name: str) -> bool:
        return name not in self.taken and name not in self.reserved

    def take(self, name: str) -> str:
        self.taken.add(name)
        return name


def paths(entries: list[Entry]) -> Iterator[list[str]]:
    """The slugs of the headings above each."""
    path: list[Entry] = []
    for each in entries:
        while path and path[-1].level >= each.level:
            path.pop()
        yield [upper.slug for upper in path]
        path.append(each)


def nest(entries: list[Entry]) -> tuple[TocHeading, ...]:
    top: list[Entry] = []
    path: list[Entry] = []
    for each in entries:
        while path and path[-1].level >= each.level:
            path.pop()
        (path[-1].children if path else top).append(each)
        path.append(each)
    return freeze(top)


def freeze(entries: list[Entry]) -> tuple[TocHeading, ...]:
    return tuple(TocHeading(e.id, e.text, e.level, children=freeze(e.children)) for e in entries)
