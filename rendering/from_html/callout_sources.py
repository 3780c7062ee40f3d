"""Callouts of other systems: GitHub, Obsidian, MkDocs, Docusaurus, VitePress, this blog."""

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from ..parts.callout_kinds import KINDS
from ..tree import children
from .elements_left import class_names

HOLDERS = frozenset({"div", "aside", "blockquote", "section", "details"})
SURE = frozenset(
    {"admonition", "markdown-alert", "callout", "custom-block", "theme-admonition", "alert"}
)
PREFIXES = ("markdown-alert-", "theme-admonition-", "alert--", "alert-", "callout-", "bd-callout-")
TITLES = frozenset(
    (
        *("admonition-title", "markdown-alert-title", "callout-title", "custom-block-title"),
        *("admonition-heading", "alert-heading"),
    )
)


class FoundCallout(NamedTuple):
    """`title` is the element with its title, if it has one; `folding` as in `[!note]-`."""

    kind: str
    title: LexborNode | None
    folding: str


def callout_of(node: LexborNode) -> FoundCallout | None:
    if node.tag not in HOLDERS:
        return None
    if node.tag == "details":
        summary = next((child for child in children(node) if child.tag == "summary"), None)
        kind = next(kinds_of(node), "note")
        return FoundCallout(kind, summary, "+" if "open" in node.attributes else "-")
    is_named = node.attributes.get("role") == "note" or node.attributes.get("data-callout")
    if not is_named and SURE.isdisjoint(class_names(node)):
        return None
    kinds = [*kinds_of(node)]
    kind = next((each for each in kinds if each != "note"), "".join(kinds[:1]))
    return FoundCallout(kind, title_within(node), "") if kind else None


def kinds_of(node: LexborNode) -> Iterator[str]:
    names = [node.attributes.get("data-callout") or "", *class_names(node)]
    for name in names:
        for prefix in PREFIXES:
            name = name.removeprefix(prefix)
        if name.lower() in KINDS:
            yield name.lower()


def title_within(node: LexborNode) -> LexborNode | None:
    for child in children(node):
        if child.tag == "b" or not TITLES.isdisjoint(class_names(child)):
            return child
    return None
