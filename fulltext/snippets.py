"""The place in a text that answers best, with every hit marked.

Hits are found in the text as it is stored, so that both databases show the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from .parser import Query
from .tokens import is_cjk

WIDTH = 180  # columns; a Chinese character has two
MOST_HITS = 200  # that are looked at in one text
ENOUGH_HITS = 40  # the same, where each term is among them
BETWEEN = r"\W{0,4}"  # words of a phrase
# Behind its first character, by which the places to look at are found quickly: a word or the hump
# of one begins here.
BEGUN = r"(?:(?<![A-Za-z0-9].)|(?<=[a-z0-9][A-Z]))"
AFTER = r"(?:(?![A-Za-z0-9])|(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z]|[0-9]))"
WIDE = "\u2e80"  # and what comes behind it
FULL_WIDTH = 0xFEE0  # from ! to ！
SENTENCE = re.compile(r"[\n。！？；.!?;]\s*")


class Piece(NamedTuple):
    text: str
    is_hit: bool


Pieces = list[Piece]


def marked(text: str, query: Query) -> Pieces:
    """All of a text."""
    pattern = pattern_of(query)
    return list(pieces(text, 0, len(text), pattern)) if pattern else [Piece(text, False)]


def snippet(texts: Iterable[str], query: Query) -> Pieces:
    """The best place of the first text that has a hit; nothing where none has."""
    pattern = pattern_of(query)
    if pattern is None:
        return []
    for text in texts:
        if hits := hits_in(text, pattern):
            start, end = window(text, hits)
            lead, tail = "…" * (start > 0), "…" * (end < len(text))
            found = [Piece(lead, False), *pieces(text, start, end, pattern), Piece(tail, False)]
            return [piece for piece in found if piece.text]
    return []


@lru_cache(maxsize=64)
def pattern_of(query: Query) -> re.Pattern[str] | None:
    """One group for each term, behind its first character.

    A pattern that begins with one character, or with one set of them, is looked for quickly.
    """
    # Of two that begin at the same place the longer one is marked.
    terms = sorted((term.runs for term in query.terms), key=lambda runs: -sum(map(len, runs)))
    if len(terms) < 2:
        return re.compile(f"[{heads(terms[0][0])}]({rest(terms[0])})") if terms else None
    begin = "".join(heads(runs[0]) for runs in terms)
    choices = (f"(?<=[{heads(runs[0])}])({rest(runs)})" for runs in terms)
    return re.compile(f"[{begin}](?:{'|'.join(choices)})")


def rest(runs: Sequence[str]) -> str:
    """Of a term, behind its first character."""
    first, *others = runs
    return BETWEEN.join([behind(first), *(f"[{heads(run)}]{behind(run)}" for run in others)])


def heads(run: str) -> str:
    """Its first character, in any case and width, for a set."""
    forms = (run[0].lower(), run[0].upper())
    return re.escape("".join(dict.fromkeys(widths(form) for form in forms if len(form) == 1)))


def behind(run: str) -> str:
    """The others. They ignore case, since a set with all forms takes a tenth of a millisecond to
    compile."""
    if is_cjk(run):
        return re.escape(run[1:])
    others = "".join(f"[{re.escape(widths(each))}]" for each in run[1:])
    return f"{BEGUN}(?i:{others}){AFTER}"


def widths(character: str) -> str:
    """Itself, and as it stands among Chinese characters."""
    wide = chr(ord(character) + FULL_WIDTH) if "!" <= character <= "~" else ""
    return character + wide


class Hit(NamedTuple):
    start: int
    end: int
    term: int


def hits_in(text: str, pattern: re.Pattern[str]) -> list[Hit]:
    found = []
    seen: set[int] = set()
    for match in pattern.finditer(text):
        term = match.lastindex or 0
        found.append(Hit(match.start(), match.end(), term))
        seen.add(term)
        if len(found) >= (ENOUGH_HITS if len(seen) == pattern.groups else MOST_HITS):
            break
    return found


def window(text: str, hits: list[Hit]) -> tuple[int, int]:
    """Where most terms, then most hits, stand together; the first such place."""
    starts = [hit.start for hit in hits]

    def worth(index: int) -> tuple[int, int, int]:
        start = starts[index]
        reach = WIDTH * 3 // (8 if is_wide(text[start]) else 4)
        within = hits[index : bisect_right(starts, start + reach)]
        return len({hit.term for hit in within}), len(within), -index

    hit = hits[max(range(len(hits)), key=worth)]
    start = beginning(text, hit.start)
    return start, max(hit.end, ending(text, forward(text, start, WIDTH)))


def forward(text: str, start: int, columns: int) -> int:
    """How far so many columns reach."""
    wide = accumulate(map(WIDE.__le__, text[start : start + columns]))
    return start + bisect_right(list(map(add, wide, count(1))), columns)


def is_wide(character: str) -> bool:
    return character >= WIDE


def beginning(text: str, hit: int) -> int:
    """A little before the hit: where a sentence begins, or a word."""
    least = max(0, hit - WIDTH // 4)
    if not least:
        return 0
    if sentences := [match.end() for match in SENTENCE.finditer(text, least, hit)]:
        return sentences[-1]
    space = text.find(" ", least, hit)
    return space + 1 if space >= 0 else hit - (hit - least) // 2


def ending(text: str, end: int) -> int:
    """Not within a word."""
    if end < len(text) and not is_wide(text[end]):
        space = max(text.rfind(" ", end - 20, end), text.rfind("\n", end - 20, end))
        return space if space > 0 else end
    return end


def pieces(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """What is between `start` and `end`, on one line."""
    at = start
    for match in pattern.finditer(text, start, end):
        if at < match.start():
            yield Piece(on_one_line(text[at : match.start()]), False)
        yield Piece(match[0], True)
        at = match.end()
    if at < end:
        yield Piece(on_one_line(text[at:end]), False)


def on_one_line(text: str) -> str:
    return text.replace("\n", " ")
