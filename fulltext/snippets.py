"""Snippets: the best matching part of a text, with all hits marked.

Hits are searched in the stored text, so both databases show the same snippets.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from .parser import Query
from .tokens import is_cjk

WIDTH = 180  # columns; a Chinese character takes two
MOST_HITS = 500  # hits counted per text
MOST_COMPARED = 24  # hits of which the window with most is chosen
BETWEEN = r"\W{0,4}"  # between the words of a phrase
# Follows the first character of a term in a pattern: asserts that a word, or a part of a camel-case
# word, begins there.
WORD_START = r"(?:(?<![A-Za-z0-9].)|(?<=[a-z0-9][A-Z]))"
WORD_END = r"(?:(?![A-Za-z0-9])|(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z]|[0-9]))"
WIDE = "\u2e80"  # this character and all after it are wide
FULL_WIDTH = 0xFEE0  # the offset from ! to ！
SENTENCE = re.compile(r"[\n。！？；.!?;]\s*")


class Piece(NamedTuple):
    text: str
    is_hit: bool


class Hit(NamedTuple):
    start: int
    end: int
    term: int


Pieces = list[Piece]


def snippet(text: str, hits: list[Hit]) -> Pieces:
    """The best part of the text, which has these hits in order."""
    start, end = best_window(text, hits)
    lead, tail = "…" * (start > 0), "…" * (end < len(text.rstrip()))
    found = [Piece(lead, False), *pieces_between(text, start, end, hits), Piece(tail, False)]
    return [piece for piece in found if piece.text]


@lru_cache(maxsize=64)
def pattern_of(query: Query) -> re.Pattern[str] | None:
    """A pattern for all terms, with one group for each term after its first character.

    The regular expression engine is fast if a pattern begins with a character or a set of them.
    """
    # If two terms begin at the same place, the longer one is marked.
    terms = sorted(
        (term.runs for term in query.terms if term.runs), key=lambda runs: -sum(map(len, runs))
    )
    if len(terms) < 2:
        return re.compile(f"[{first_forms(terms[0][0])}]({term_rest(terms[0])})") if terms else None
    begin = "".join(first_forms(runs[0]) for runs in terms)
    choices = (f"(?<=[{first_forms(runs[0])}])({term_rest(runs)})" for runs in terms)
    return re.compile(f"[{begin}](?:{'|'.join(choices)})")


def term_rest(runs: Sequence[str]) -> str:
    """The pattern of a term after its first character."""
    first, *others = runs
    return BETWEEN.join(
        [
            run_rest(first),
            *(f"[{first_forms(run)}]{run_rest(run)}" for run in others),
        ]
    )


def first_forms(run: str) -> str:
    """The first character in any case and width, for a character set."""
    forms = (run[0].lower(), run[0].upper())
    return re.escape(
        "".join(dict.fromkeys(with_full_width(form) for form in forms if len(form) == 1))
    )


def run_rest(run: str) -> str:
    """The pattern of the other characters. It ignores case, because sets with all forms take 0.1 ms
    to compile."""
    if is_cjk(run):
        return re.escape(run[1:])
    others = "".join(f"[{re.escape(with_full_width(each))}]" for each in run[1:])
    return f"{WORD_START}(?i:{others}){WORD_END}"


def with_full_width(character: str) -> str:
    """The character itself, and its full-width form."""
    wide = chr(ord(character) + FULL_WIDTH) if "!" <= character <= "~" else ""
    return character + wide


def hits_in(text: str, pattern: re.Pattern[str]) -> list[Hit]:
    """The first MOST_HITS hits."""
    found = islice(pattern.finditer(text), MOST_HITS)
    return [Hit(*match.span(), match.lastindex or 0) for match in found]


def best_window(text: str, hits: list[Hit]) -> tuple[int, int]:
    """Start and end of the part with most terms, then most hits; the first such part."""
    hits = hits[:MOST_COMPARED]
    starts = [hit.start for hit in hits]

    def worth(index: int) -> tuple[int, int, int]:
        start = starts[index]
        reach = WIDTH * 3 // (8 if is_wide(text[start]) else 4)
        within = hits[index : bisect_right(starts, start + reach)]
        return len({hit.term for hit in within}), len(within), -index

    hit = hits[max(range(len(hits)), key=worth)]
    start = snippet_start(text, hit.start)
    return start, max(hit.end, snippet_end(text, advance_columns(text, start, WIDTH)))


def advance_columns(text: str, start: int, columns: int) -> int:
    """The position that is `columns` after `start`, or the end of the text."""
    while columns > 1 and start < len(text):
        piece = text[start : start + columns // 2]
        start += len(piece)
        columns -= len(piece) + sum(map(WIDE.__le__, piece))
    return start + (columns == 1 and start < len(text) and not is_wide(text[start]))


def is_wide(character: str) -> bool:
    return character >= WIDE


def snippet_start(text: str, hit: int) -> int:
    """The start of a snippet: the beginning of a sentence or word, a little before the hit."""
    least = max(0, hit - WIDTH // 4)
    if not least:
        return 0
    if sentences := [match.end() for match in SENTENCE.finditer(text, least, hit)]:
        return sentences[-1]
    space = text.find(" ", least, hit)
    return space + 1 if space >= 0 else hit - (hit - least) // 2


def snippet_end(text: str, end: int) -> int:
    """The end of a snippet, moved back so that it is not within a word."""
    if end < len(text) and not is_wide(text[end]):
        space = max(text.rfind(" ", end - 20, end), text.rfind("\n", end - 20, end))
        return space if space > 0 else end
    return end


def split_hits(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """The text between `start` and `end`, split at hits, with line breaks replaced by spaces."""
    at = start
    for match in pattern.finditer(text, start, end):
        if at < match.start():
            yield Piece(on_one_line(text[at : match.start()]), False)
        yield Piece(match[0], True)
        at = match.end()
    if at < end:
        yield Piece(on_one_line(text[at:end]), False)


def pieces_between(text: str, start: int, end: int, hits: list[Hit]) -> Iterator[Piece]:
    """The same for hits that are known, which may be single characters that stand for formulas."""
    at = start
    for hit in hits[bisect_left(hits, start, key=attrgetter("start")) :]:
        if hit.end > end:
            break
        if hit.start < at:
            continue
        if at < hit.start:
            yield Piece(on_one_line(text[at : hit.start]), False)
        yield Piece(text[hit.start : hit.end], True)
        at = hit.end
    if at < end:
        yield Piece(on_one_line(text[at:end]), False)


def on_one_line(text: str) -> str:
    return text.replace("\n", " ")
