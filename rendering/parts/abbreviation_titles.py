"""Explains abbreviations: every `HTML` in the text after `*[HTML]: Hyper Text Markup Language`.

A dialect collects the definitions; this step finds their uses, in time linear in the text. Only
ASCII letters and digits must end at an abbreviation, because Chinese has no spaces between words.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.text_flow import BLOCKS
from ..tree import create_element

LONGEST, LONGEST_TITLE = 60, 300
# Abbreviations per article: titles are repeated at each use, so this limits the size of a page.
MOST = 1000
OPAQUE = frozenset({"abbr", "code", "pre"})

Piece = tuple[str, str]


def explain_abbreviations(document: Document) -> None:
    lengths = by_first_character(document.abbreviations)
    if not lengths:
        return
    left = MOST
    for node in prose_nodes(document.body):
        pieces = list(split_abbreviations(node.text_content or "", document.abbreviations, lengths))
        marked = sum(bool(title) for _, title in pieces)
        if marked and marked <= left:
            left -= marked
            insert_abbreviations(document, node, pieces)


def by_first_character(abbreviations: dict[str, str]) -> dict[str, list[int]]:
    """The lengths of the abbreviations that begin with each character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in abbreviations:
        if 0 < len(name) <= LONGEST:
            lengths.setdefault(name[0], set()).add(len(name))
    return {first: sorted(several, reverse=True) for first, several in lengths.items()}


def prose_nodes(body: LexborNode) -> list[LexborNode]:
    return [node for node in body.traverse(include_text=True) if is_prose_node(node)]


def is_prose_node(node: LexborNode) -> bool:
    if node.tag != "-text":
        return False
    parent = node.parent
    while parent is not None and parent.tag not in BLOCKS:
        if parent.tag in OPAQUE:
            return False
        parent = parent.parent
    return parent is None or parent.tag not in OPAQUE


def split_abbreviations(
    text: str, abbreviations: dict[str, str], lengths: dict[str, list[int]]
) -> Iterator[Piece]:
    """The parts of `text`, each with the title that explains it, or ""."""
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
        if (
            name in abbreviations
            and is_word_boundary(text, place)
            and is_word_boundary(text, place + length)
        ):
            return name
    return None


def is_word_boundary(text: str, place: int) -> bool:
    """Whether `place` is not within an ASCII word."""
    around = text[max(0, place - 1) : place + 1]
    return place == 0 or len(around) < 2 or not (around.isascii() and around.isalnum())


def insert_abbreviations(document: Document, node: LexborNode, pieces: list[Piece]) -> None:
    for text, title in pieces:
        if title:
            element = create_element(document, "abbr", title=title[:LONGEST_TITLE])
            element.insert_child(text)
            node.insert_before(element, move=True)
        elif text:
            node.insert_before(text)
    node.remove()
