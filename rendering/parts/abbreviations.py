"""Abbreviations: every place of `HTML` after `*[HTML]: Hyper Text Markup Language`, explained.

A dialect collects them; here they are found in the text, in time that grows with the text alone.
Chinese has no spaces between words, so that only letters and digits of ASCII have to end there.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.text_flow import BLOCKS
from ..tree import create_element

LONGEST, LONGEST_TITLE = 60, 300
# A title is repeated wherever its abbreviation stands: this bounds what a page can grow.
MOST = 1000
OPAQUE = frozenset({"abbr", "code", "pre"})

Piece = tuple[str, str]


def explain_abbreviations(document: Document) -> None:
    lengths = by_first_character(document.abbreviations)
    if not lengths:
        return
    left = MOST
    for node in texts(document.body):
        pieces = list(split(node.text_content or "", document.abbreviations, lengths))
        marked = sum(bool(title) for _, title in pieces)
        if marked and marked <= left:
            left -= marked
            put(document, node, pieces)


def by_first_character(abbreviations: dict[str, str]) -> dict[str, list[int]]:
    """The lengths of those that begin with a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in abbreviations:
        if 0 < len(name) <= LONGEST:
            lengths.setdefault(name[0], set()).add(len(name))
    return {first: sorted(several, reverse=True) for first, several in lengths.items()}


def texts(body: LexborNode) -> list[LexborNode]:
    return [node for node in body.traverse(include_text=True) if is_prose(node)]


def is_prose(node: LexborNode) -> bool:
    if node.tag != "-text":
        return False
    parent = node.parent
    while parent is not None and parent.tag not in BLOCKS:
        if parent.tag in OPAQUE:
            return False
        parent = parent.parent
    return parent is None or parent.tag not in OPAQUE


def split(
    text: str, abbreviations: dict[str, str], lengths: dict[str, list[int]]
) -> Iterator[Piece]:
    """The pieces of `text`, each with the title that explains it, if any."""
    start = place = 0
    while place < len(text):
        name = name_at(text, place, abbreviations, lengths)
        if name is None:
            place += 1
            continue
        yield text[start:place], ""
        yield name, abbreviations[name]
        start = place = place + len(name)
    yield text[start:], ""


def name_at(
    text: str, place: int, abbreviations: dict[str, str], lengths: dict[str, list[int]]
) -> str | None:
    for length in lengths.get(text[place], ()):
        name = text[place : place + length]
        if name in abbreviations and ends(text, place) and ends(text, place + length):
            return name
    return None


def ends(text: str, place: int) -> bool:
    """Whether no word goes on from before `place` to behind it."""
    around = text[max(0, place - 1) : place + 1]
    return place == 0 or len(around) < 2 or not (around.isascii() and around.isalnum())


def put(document: Document, node: LexborNode, pieces: list[Piece]) -> None:
    for text, title in pieces:
        if title:
            element = create_element(document, "abbr", title=title[:LONGEST_TITLE])
            element.insert_child(text)
            node.insert_before(element, move=True)
        elif text:
            node.insert_before(text)
    node.remove()
