"""Writes spans as Markdown: each mark around the longest run of spans that have it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .inline_marks import Mark
from .piece_writer import DELIMITERS, PieceWriter
from .span_pieces import SpanPiece, piece_of
from .spans import InlineSpan

LETTER = re.compile(r"[^\W_]")


def write_spans(
    spans: Sequence[InlineSpan], line_break: str = "\\\n", *, in_cell: bool = False
) -> str:
    """The Markdown of a paragraph. `line_break` is written for each break.

    In the cell of a table, pipes are escaped.
    """
    spans = [*with_spaces_outside(merged(spans))]
    pieces = [*nested(spans, 0, len(spans), frozenset(), line_break)]
    find_partners(pieces)
    return PieceWriter(pieces, in_cell).write()


def find_partners(pieces: Sequence[SpanPiece]) -> None:
    opened: list[int] = []
    for n, piece in enumerate(pieces):
        if piece.kind == "open":
            opened.append(n)
        elif piece.kind == "close":
            piece.partner = opened.pop()
            pieces[piece.partner].partner = n


def merged(spans: Sequence[InlineSpan]) -> Iterator[InlineSpan]:
    """Texts and codes that follow one another with the same marks are one."""
    last: InlineSpan | None = None
    for span in spans:
        if (
            last
            and span.kind == last.kind in ("text", "code")
            and set(span.marks) == set(last.marks)
        ):
            last = replace(last, value=last.value + span.value)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def with_spaces_outside(spans: Iterator[InlineSpan]) -> Iterator[InlineSpan]:
    """Delimiters do not work beside spaces: those at the edges have the marks of both sides."""
    known = list(spans)
    for n, span in enumerate(known):
        if not span.is_text or not span.marks:
            yield span
            continue
        before = known[n - 1].marks if n else ()
        after = known[n + 1].marks if n + 1 < len(known) else ()
        text = span.value
        core = text.strip(" ")
        start = text[: len(text) - len(text.lstrip(" "))] if core else text
        end = text[len(start) + len(core) :]
        if start:
            yield InlineSpan(
                "text", start, common(span, before) if core else common(span, before, after)
            )
        if core:
            yield replace(span, value=core)
        if end:
            yield InlineSpan("text", end, common(span, after))


def common(span: InlineSpan, *others: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(mark for mark in span.marks if all(mark in other for other in others))


def nested(
    spans: Sequence[InlineSpan], start: int, end: int, around: frozenset[Mark], line_break: str
) -> Iterator[SpanPiece]:
    """The pieces of the spans, with the mark that lasts longest outermost."""
    while start < end:
        span = spans[start]
        marks = [mark for mark in span.marks if mark not in around]
        if not marks or is_space(span):
            yield piece_of(span, line_break)
            start += 1
            continue
        mark = max(marks, key=lambda each: (run_end(spans, start, end, each), each.name == "link"))
        stop = run_end(spans, start, end, mark)
        while is_space(spans[stop - 1]):
            stop -= 1
        if is_without_words(spans[start:stop]) and mark.name in DELIMITERS:
            yield from nested(spans, start, stop, around | {mark}, line_break)
        else:
            yield SpanPiece("open", mark=mark)
            yield from nested(spans, start, stop, around | {mark}, line_break)
            yield SpanPiece("close", mark=mark)
        start = stop


def is_space(span: InlineSpan) -> bool:
    return span.is_text and span.value.isspace()


def is_without_words(spans: Sequence[InlineSpan]) -> bool:
    """Whether a mark would stand around nothing but spaces and punctuation."""
    return all(s.kind == "break" or (s.is_text and not LETTER.search(s.value)) for s in spans)


def run_end(spans: Sequence[InlineSpan], start: int, end: int, mark: Mark) -> int:
    while start < end and mark in spans[start].marks:
        start += 1
    return start
