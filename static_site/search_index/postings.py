"""Which articles have a word: lexemes of fulltext/ with the numbers of articles.

A part is a gzip of entries in the order of their lexemes. An entry is the length of the lexeme in
bytes (1 byte), the lexeme in UTF-8, the length of its postings (varint), and the postings: for each
article, a varint with the difference to the article before, times four, plus the field in which the
word stands. A varint has seven bits in each byte, the lowest first; the eighth says that there are
more.
"""

import gzip
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fulltext.documents import SearchDocument

# The fields of a word, as a number: the higher one counts more.
TITLE, NAMED, OFTEN, ELSEWHERE = 3, 2, 1, 0
PART_BYTES = 24_000  # of the entries of a part on average, before they are compressed
LONGEST_LEXEME = 96  # bytes; longer ones are no words
COMPRESSION = 9


class ArticlePostings(NamedTuple):
    """The postings of a lexeme in some articles, and the first and the last of these."""

    first: int
    last: int
    data: bytearray


def postings_of(documents: Iterable[tuple[int, SearchDocument]]) -> dict[str, ArticlePostings]:
    """The postings of the articles with these numbers, which ascend from 1."""
    found: dict[str, ArticlePostings] = {}
    for number, document in documents:
        for lexeme, where in fields_of(document).items():
            known = found.get(lexeme)
            data = known.data if known else bytearray()
            append_varint(data, (number - (known.last if known else 0)) << 2 | where)
            found[lexeme] = ArticlePostings(known.first if known else number, number, data)
    return found


def fields_of(document: SearchDocument) -> dict[str, int]:
    """The lexemes of a document, each with the best of its fields."""
    fields = document.fields
    found = dict.fromkeys(fields["code"], ELSEWHERE)
    found |= dict.fromkeys(document.text_tokens, ELSEWHERE)
    found |= dict.fromkeys(fields["often"], OFTEN)
    found |= dict.fromkeys([*fields["headings"], *fields["tags"]], NAMED)
    found |= dict.fromkeys(fields["title"], TITLE)
    found |= dict.fromkeys((f"{kind}:{value.lower()}" for kind, value in document.facets), NAMED)
    return {each: where for each, where in found.items() if is_indexed(each)}


def is_indexed(lexeme: str) -> bool:
    """Not sequences of a formula, nor three characters, whose pairs suffice: texts are compared."""
    is_sequence = lexeme.startswith("s:")
    is_trigram = len(lexeme) == 3 and lexeme > "\u2e80"
    return not is_sequence and not is_trigram and len(lexeme.encode()) <= LONGEST_LEXEME


def merged_postings(groups: Iterable[dict[str, ArticlePostings]]) -> dict[str, ArticlePostings]:
    """The postings of several groups; the numbers of each are higher than those before."""
    merged: dict[str, ArticlePostings] = {}
    for group in groups:
        for lexeme, postings in group.items():
            if known := merged.get(lexeme):
                append_after(known, postings)
                merged[lexeme] = ArticlePostings(known.first, postings.last, known.data)
            else:
                merged[lexeme] = postings
    return merged


def append_after(known: ArticlePostings, more: ArticlePostings) -> None:
    value, size = read_varint(more.data)
    append_varint(known.data, value - (known.last << 2))
    known.data.extend(more.data[size:])


def index_parts(postings: dict[str, ArticlePostings]) -> list[bytes]:
    """The parts, a power of two: a lexeme is in part `index_part_of(lexeme, number)`."""
    size = sum(len(lexeme.encode()) + len(each.data) + 2 for lexeme, each in postings.items())
    number = 1
    while number * PART_BYTES < size:
        number *= 2
    parts: list[list[str]] = [[] for _ in range(number)]
    for lexeme in sorted(postings):
        parts[index_part_of(lexeme, number)].append(lexeme)
    return [
        gzip.compress(b"".join(part_entries(lexemes, postings)), COMPRESSION, mtime=0)
        for lexemes in parts
    ]


def part_entries(lexemes: Iterable[str], postings: dict[str, ArticlePostings]) -> Iterator[bytes]:
    for lexeme in lexemes:
        name, data = lexeme.encode(), postings[lexeme].data
        length = bytearray()
        append_varint(length, len(data))
        yield bytes((len(name),)) + name + length + data


def index_part_of(lexeme: str, number: int) -> int:
    """The part of a lexeme: FNV-1a of its UTF-8, which a browser computes as well."""
    digest = 0x811C9DC5
    for byte in lexeme.encode():
        digest = (digest ^ byte) * 0x01000193 & 0xFFFFFFFF
    # Its low bits are the worst ones.
    return (digest ^ digest >> 16) & (number - 1)


def append_varint(data: bytearray, value: int) -> None:
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)


def read_varint(data: bytes | bytearray, start: int = 0) -> tuple[int, int]:
    """The number at a position, and its size in bytes."""
    value, shift, at = 0, 0, start
    while True:
        value |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return value, at - start
        shift += 7
