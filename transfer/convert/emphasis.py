"""Bold and italic text that CommonMark reads as Python-Markdown does."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from rendering.html.characters import CHINESE

LENGTHS = {"strong": 2, "em": 1}
# What Python-Markdown looks for besides them.
OTHERS = (
    *("backtick", "escape", "reference", "link", "image_link", "image_reference"),
    *("short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html", "entity"),
)


def emphasis(text: str) -> str:
    """`text` has neither code nor links nor escapes in it.

    Asterisks that CommonMark would not take become tags, and those that it alone would take are
    escaped.
    """
    if "*" not in text and "_" not in text:
        return text
    return "".join(Respelling(text).write())


class Respelling:
    """A walk through the text and through what Python-Markdown makes of it, side by side."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parsed(text)
        self.at = 0
        counts = {mark: runs(text, mark) for mark in "*_"}
        self.ambiguous = {mark for mark, number in counts.items() if number > 1}

    def write(self) -> Iterator[str]:
        yield from self.inside(self.tree)

    def inside(self, element: Element) -> Iterator[str]:
        yield from self.words(element.text or "")
        for child in element:
            yield from self.marked(child)
            yield from self.words(child.tail or "")

    def marked(self, element: Element) -> Iterator[str]:
        length = LENGTHS[element.tag]
        start, mark = self.at, self.text[self.at]
        self.at += length
        content = "".join(self.inside(element))
        end = self.at
        self.at += length
        if self.opens(start, length) and self.closes(end, length):
            yield f"{mark * length}{content}{mark * length}"
        else:
            yield f"<{element.tag}>{content}</{element.tag}>"

    def words(self, text: str) -> Iterator[str]:
        for character in text:
            if character in self.ambiguous and self.could_mark(self.at):
                yield "\\"
            yield character
            self.at += 1

    def could_mark(self, at: int) -> bool:
        """Whether CommonMark might find the beginning or the end of bold text here."""
        before, after = self.around(at, 1)
        if self.text[at] == "_" and before.isalnum() and after.isalnum():
            return False
        return not (before.isspace() and after.isspace())

    def opens(self, at: int, length: int) -> bool:
        before, after = self.around(at, length)
        return not after.isspace() and (not is_sign(after) or is_edge(before))

    def closes(self, at: int, length: int) -> bool:
        before, after = self.around(at, length)
        return not before.isspace() and (not is_sign(before) or is_edge(after))

    def around(self, at: int, length: int) -> tuple[str, str]:
        """The characters on both sides of a run of marks, all of it."""
        mark, end = self.text[at], at + length
        while at and self.text[at - 1] == mark:
            at -= 1
        while end < len(self.text) and self.text[end] == mark:
            end += 1
        return self.text[at - 1] if at else " ", (self.text[end : end + 1] or " ")


def is_sign(character: str) -> bool:
    """Punctuation that is not Chinese; what stands for code or a link begins with a sign too."""
    if CHINESE.match(character):
        return False
    return character == "\x00" or unicodedata.category(character)[0] in "PS"


def is_edge(character: str) -> bool:
    return character.isspace() or is_sign(character) or bool(CHINESE.match(character))


def runs(text: str, mark: str) -> int:
    return sum(1 for part in text.split(mark)[1:] if part) + text.endswith(mark)


def parsed(text: str) -> Element:
    """What Python-Markdown makes of bold and italic text, and of nothing else."""
    root = Element("div")
    paragraph = SubElement(root, "p")
    paragraph.text = text
    parser().treeprocessors["inline"].run(root)
    return paragraph


@cache
def parser() -> Markdown:
    markdown = Markdown()
    for name in OTHERS:
        markdown.inlinePatterns.deregister(name)
    return markdown
