"""Ids of headings, and the table of contents.

An id is the heading's text, as on GitHub. If an earlier heading has the same text, the headings
above are put before it (实验-小结), so the id depends on the heading's position and not on the
number of equal headings. Only headings that are still equal are numbered.
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
class HeadingEntry:
    """A heading. `own` is the author's id, `slug` the id made from the text."""

    node: LexborNode
    text: str
    level: int
    own: str
    slug: str
    id: str = ""
    children: list["HeadingEntry"] = field(default_factory=list)


def assign_heading_ids(document: Document) -> None:
    """Give each heading an id, and turn h1 into h2: the title is the only h1 of a page."""
    nodes = [node for node in document.body.traverse() if node.tag in HEADINGS]
    entries = [heading_entry(document, node) for node in nodes]
    names = HeadingIds(entries)
    for node in document.body.css("[id]"):
        names.reserve(node.attributes.get("id") or "", node.tag in HEADINGS)
    for each, above in zip(entries, slug_paths(entries), strict=True):
        each.id = names.claim(each.own) if each.own else names.unique(each.slug, above)
        each.node.attrs["id"] = each.id
    document.toc = nest_headings(entries)


def heading_entry(document: Document, node: LexborNode) -> HeadingEntry:
    text = heading_text(document, node)
    if node.tag == "h1":
        node = rename_element(document, node, "h2")
    own = node.attributes.get("id") or ""
    return HeadingEntry(node, text, int((node.tag or "h2")[1]), own, heading_slug(text))


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


def heading_slug(text: str) -> str:
    """An id from text, as GitHub makes it: 注意力机制, multi-head-attention."""
    slug = NOT_IN_SLUG.sub("", text.lower()).strip().replace(" ", "-") or "section"
    return slug if is_safe_id(slug[:100]) else f"h-{slug}"


class HeadingIds:
    """The ids that are taken. An id that a heading's text gives is reserved for that heading."""

    def __init__(self, entries: list[HeadingEntry]) -> None:
        self.taken: set[str] = set()
        self.reserved = {each.slug for each in entries}
        self.claimed: set[str] = set()
        self.next: dict[str, int] = {}

    def reserve(self, own: str, for_heading: bool) -> None:
        self.taken.add(own)
        if not for_heading:
            self.claimed.add(own)

    def claim(self, own: str) -> str:
        """The author's id, numbered if another element or an earlier heading has it."""
        if own in self.claimed:
            return self.numbered(own)
        self.claimed.add(own)
        return own

    def unique(self, base: str, above: list[str]) -> str:
        """`base`, or `base` with slugs of headings above before it, the nearest first."""
        if base not in self.taken:
            return self.add(base)
        candidate = base
        for upper in reversed(above):
            candidate = f"{upper}-{candidate}"
            if self.is_free(candidate) and is_safe_id(candidate):
                return self.add(candidate)
        return self.numbered(base)

    def numbered(self, base: str) -> str:
        """Add the next free number; continuing the count keeps 10,000 equal headings linear."""
        candidate, number = base, self.next.get(base, 0)
        while not self.is_free(candidate):
            number += 1
            candidate = f"{base}-{number}"
        self.next[base] = number
        return self.add(candidate)

    def is_free(self, name: str) -> bool:
        return name not in self.taken and name not in self.reserved

    def add(self, name: str) -> str:
        self.taken.add(name)
        return name


def slug_paths(entries: list[HeadingEntry]) -> Iterator[list[str]]:
    """The slugs of the headings above each heading."""
    path: list[HeadingEntry] = []
    for each in entries:
        while path and path[-1].level >= each.level:
            path.pop()
        yield [upper.slug for upper in path]
        path.append(each)


def nest_headings(entries: list[HeadingEntry]) -> tuple[TocHeading, ...]:
    top: list[HeadingEntry] = []
    path: list[HeadingEntry] = []
    for each in entries:
        while path and path[-1].level >= each.level:
            path.pop()
        (path[-1].children if path else top).append(each)
        path.append(each)
    return freeze(top)


def freeze(entries: list[HeadingEntry]) -> tuple[TocHeading, ...]:
    return tuple(TocHeading(e.id, e.text, e.level, children=freeze(e.children)) for e in entries)
