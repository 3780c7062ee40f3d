"""Spells bold and italic text so that CommonMark reads it as Python-Markdown does."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from rendering.html.characters import CHINESE

LENGTHS = {"strong": 2, "em": 1}
# Inline patterns of Python-Markdown for other syntax
OTHERS = (
    *("backtick", "escape", "reference", "link", "image_link", "image_reference"),
    *("short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html", "entity"),
)


def respell_emphasis(text: str) -> str:
    """Return the spelling for CommonMark of a text without code, links and escapes.

    Delimiters that CommonMark would not recognise become tags. Those that only CommonMark would
    recognise are escaped.
    """
    if "*" not in text and "_" not in text:
        return text
    return "".join(EmphasisRespelling(text).respelled())


class EmphasisRespelling:
    """Walks through the text and through Python-Markdown's element tree of it in parallel."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parse_emphasis(text)
        self.at = 0
        counts = {mark: count_runs(text, mark) for mark in "*_"}
        self.ambiguous = {mark for mark, number in counts.items() if number > 1}

    def respelled(self) -> Iterator[str]:
        yield from self.inside(self.tree)

    def inside(self, element: Element) -> Iterator[str]:
        yield from self.words(element.text or "")
        for child in element:
            yield from self.emphasised(child)
            yield from self.words(child.tail or "")

    def emphasised(self, element: Element) -> Iterator[str]:
        length = LENGTHS[element.tag]
        start, mark = self.at, self.text[self.at]
        self.at += length
        content = "".join(self.inside(element))
        end = self.at
        self.at += length
        if self.can_open(start, length) and self.can_close(end, length):
            yield f"{mark * length}{content}{mark * length}"
        else:
            yield f"<{element.tag}>{content}</{element.tag}>"

    def words(self, text: str) -> Iterator[str]:
        for character in text:
            if character in self.ambiguous and self.may_be_delimiter(self.at):
                yield "\\"
            yield character
            self.at += 1

    def may_be_delimiter(self, at: int) -> bool:
        """Whether this delimiter may open or close emphasis in CommonMark."""
        before, after = self.neighbours(at, 1)
        if self.text[at] == "_" and before.isalnum() and after.isalnum():
            return False
        return not (before.isspace() and after.isspace())

    def can_open(self, at: int, length: int) -> bool:
        before, after = self.neighbours(at, length)
        return not after.isspace() and (not is_punctuation(after) or is_flanking_boundary(before))

    def can_close(self, at: int, length: int) -> bool:
        before, after = self.neighbours(at, length)
        return not before.isspace() and (not is_punctuation(before) or is_flanking_boundary(after))

    def neighbours(self, at: int, length: int) -> tuple[str, str]:
        """Return the characters before and after the whole delimiter run."""
        mark, end = self.text[at], at + length
        while at and self.text[at - 1] == mark:
            at -= 1
        while end < len(self.text) and self.text[end] == mark:
            end += 1
        return self.text[at - 1] if at else " ", (self.text[end : end + 1] or " ")


def is_punctuation(character: str) -> bool:
    """Whether it is punctuation and not Chinese; placeholders of code and links count as such."""
    if CHINESE.match(character):
        return False
    return character == "\x00" or unicodedata.category(character)[0] in "PS"


def is_flanking_boundary(character: str) -> bool:
    return character.isspace() or is_punctuation(character) or bool(CHINESE.match(character))


def count_runs(text: str, mark: str) -> int:
    return sum(1 for part in text.split(mark)[1:] if part) + text.endswith(mark)


def parse_emphasis(text: str) -> Element:
    """Return Python-Markdown's element tree with emphasis only."""
    root = Element("div")
    paragraph = SubElement(root, "p")
    paragraph.text = text
    emphasis_parser().treeprocessors["inline"].run(root)
    return paragraph


@cache
def emphasis_parser() -> Markdown:
    markdown = Markdown()
    for name in OTHERS:
        markdown.inlinePatterns.deregister(name)
    return markdown
