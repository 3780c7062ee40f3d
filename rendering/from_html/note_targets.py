"""Footnotes: Word, GitHub, Pandoc, Obsidian, Wikipedia and others link them to and fro."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

NOTE = re.compile(
    r"(?:user-content-)?_?(?:fn|ftn|edn|foot-?note|end-?note|cite_note|note)(?![a-z])", re.I
)
BACK = re.compile(r"(?:fn|ftn|edn|note)[-_:]?(?:ref|anchor)|cite_?ref", re.I)
BACK_TO_LINK = re.compile(r"^[0-9a-f-]{36}-link$")  # WordPress
MARK = re.compile(r"\s*[\[(【［]?\s*[\w*†‡§]{1,6}\s*[\])】］]?\s*")
HOLDERS = frozenset({"li", "dd", "aside", "section", "td"})
WORD_NOTE = re.compile(r"mso-element:\s*(?:footnote|endnote)(?!-)")
SECTIONS = (
    '.footnotes, [data-footnotes], [role="doc-endnotes"], ol.references, [style*="footnote-list"],'
    ' [style*="endnote-list"]'
)


@dataclass(slots=True)
class Notes:
    """`labels` and `definitions` are by the id that references name; `sections` are the
    `mem_id`s of what stands at the end, and of the lines above."""

    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, LexborNode] = field(default_factory=dict)
    sections: set[int] = field(default_factory=set)

    def label(self, link: LexborNode) -> str:
        """The label of the footnote that a link leads to; "" if it leads to something else."""
        return self.labels.get(fragment_of(link), "")


def find_notes(tree: LexborHTMLParser) -> Notes:
    notes = Notes()
    if tree.css_first('a[href*="#"]') is None:
        return notes
    named = {node.attributes.get("id") or "": node for node in tree.css("[id]")}
    named |= {node.attributes.get("name") or "": node for node in tree.css("a[name]")}
    for link in tree.css('a[href*="#"]'):
        fragment = fragment_of(link)
        if is_reference(link) and fragment in named and fragment not in notes.labels:
            notes.labels[fragment] = str(len(notes.labels) + 1)
            notes.definitions[fragment] = holder_of(named[fragment])
    notes.sections = {node.mem_id for node in notes.definitions.values()}
    if notes.definitions:
        rules = (rule for section in tree.css(SECTIONS) for rule in section.css("hr"))
        notes.sections |= {rule.mem_id for rule in rules}
    return notes


def fragment_of(link: LexborNode) -> str:
    return (link.attributes.get("href") or "").partition("#")[2]


def is_reference(link: LexborNode) -> bool:
    fragment = fragment_of(link)
    if link.parent is not None and "data-fn" in link.parent.attributes:  # WordPress
        return True
    if not NOTE.match(fragment) or BACK.search(fragment):
        return False
    return MARK.fullmatch(link.text()) is not None


def is_back_link(link: LexborNode) -> bool:
    fragment = fragment_of(link)
    return BACK.search(fragment) is not None or BACK_TO_LINK.search(fragment) is not None


def holder_of(target: LexborNode) -> LexborNode:
    """The element with the whole text of a footnote: its target may be an anchor in it."""
    node: LexborNode | None = target
    while node is not None and node.tag not in ("body", "html", None):
        if node.tag in HOLDERS or WORD_NOTE.search(node.attributes.get("style") or ""):
            return node
        node = node.parent
    block: LexborNode = target
    while block.tag not in ("p", "div") and block.parent is not None and block.parent.tag != "body":
        block = block.parent
    return block
