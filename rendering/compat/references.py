"""References to figures, tables, sections and formulas, wherever in the article those are."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import create_element
from .figure_numbers import Thing, number_things
from .placeholders import Marks, Reference
from .placement import NUMBER
from .tree_edits import discard, quiet
from .warnings import Telling

# The author's own word before a number, which need not be said twice.
SAID = re.compile(
    r"(?:^|[\s，。；：、（(“如见在由从与和及])(?:图|表|式|公式|[Ff]igures?|[Ff]ig\.|[Tt]able)\s*$"
)


def settle_references(document: Document) -> None:
    """When headings have their ids and pictures their captions."""
    if document.foreign is None:
        return
    settling = Settling(document, document.foreign)
    for node in document.body.css(f"[{NUMBER}]"):
        settling.settle(node)
    settling.settle_captions()
    settling.telling.tell(document)


class Settling:
    def __init__(self, document: Document, marks: Marks) -> None:
        self.document = document
        self.marks = marks
        self.telling = Telling()
        self.things: dict[str, Thing] = number_things(document)

    def settle(self, node: LexborNode) -> None:
        mark = self.marks.kept[int(node.attributes[NUMBER] or 0)]
        if isinstance(mark.meaning, Reference):
            node.insert_before(self.link(node, mark.meaning, mark.line), move=True)
        discard(self.document, node)

    def link(self, node: LexborNode, reference: Reference, line: int) -> LexborNode:
        document, label = self.document, reference.label
        if label in self.marks.own:
            return worded(document, "span", reference.words or document.words.article)
        thing = self.things.get(label)
        if thing is None:
            self.telling.missing(label, line)
            return quiet(document, reference.words or label)
        text = reference.words or (thing.number if says_kind(node) else thing.text)
        if not thing.id or in_link(node):
            return worded(document, "span", text)
        link = worded(document, "a", text)
        link.attrs["href"] = f"#{thing.id}"
        return link

    def settle_captions(self) -> None:
        """Descriptions of pictures and captions made of them cannot hold a link."""
        for image in self.document.body.css("img[alt]"):
            alt = image.attributes["alt"] or ""
            if self.marks.token in alt:
                image.attrs["alt"] = self.words(alt)
        for caption in self.document.body.css("figcaption, span.broken"):
            for node in list(caption.traverse(include_text=True)):
                if node.tag == "-text" and self.marks.token in (text := node.text_content or ""):
                    node.replace_with(self.words(text))

    def words(self, text: str) -> str:
        def said(match: re.Match[str]) -> str:
            mark = self.marks.of(match)
            if isinstance(mark.meaning, Reference):
                thing = self.things.get(mark.meaning.label)
                return mark.meaning.words or (thing.text if thing else mark.meaning.label)
            return mark.raw

        return self.marks.word.sub(said, text)


def says_kind(node: LexborNode) -> bool:
    before = node.prev
    return (
        before is not None
        and before.tag == "-text"
        and SAID.search(before.text()[-20:]) is not None
    )


def in_link(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "a":
        parent = parent.parent
    return parent is not None


def worded(document: Document, tag: str, text: str) -> LexborNode:
    node = create_element(document, tag)
    node.insert_child(text)
    return node
