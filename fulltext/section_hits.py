"""The hits of an article by section: how many, where, and what to show of them.

In the texts, a formula is one character here: its mark (`documents.FORMULA`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from .documents import FORMULA, FORMULA_END
from .formulas import formula_text, latex_tokens
from .parser import Query, QueryTerm
from .snippets import Hit, Piece, Pieces, hits_in, pattern_of, snippet, split_hits

MOST_SECTIONS = 3
LINES_AROUND = 1  # of a code hit
LONGEST_LINE = 160  # of code that is shown
MARKS = re.compile("[\ufdd4\ufdd5]")


class SectionEnd(NamedTuple):
    """Where a section ends: see `TextSection` in rendering/result.py."""

    id: str
    headings: int
    prose: int
    code: Sequence[Sequence[int]]


class CodeLine(NamedTuple):
    """`number` is 0 if the page shows none."""

    number: int
    pieces: Pieces


@dataclass(slots=True)
class SectionHits:
    """The hits of a section. `text` is what is shown, `start` where it begins in the prose."""

    id: str
    text: str
    start: int
    blocks: Sequence[Sequence[int]]
    titles: list[Hit] = field(default_factory=list)
    prose: list[Hit] = field(default_factory=list)
    formulas: list[Hit] = field(default_factory=list)
    code: list[Hit] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.titles) + len(self.prose) + len(self.formulas) + len(self.code)

    @property
    def worth(self) -> tuple[int, int]:
        hits = (*self.titles, *self.prose, *self.formulas, *self.code)
        return len({hit.term for hit in hits}), len(hits)

    @property
    def snippet(self) -> Pieces:
        """[] if no hit is in prose or formulas."""
        hits = sorted(self.prose + self.formulas) if self.formulas else self.prose
        moved = [Hit(h.start - self.start, h.end - self.start, h.term) for h in hits]
        return snippet(self.text, moved) if moved else []

    @property
    def places(self) -> Iterator[tuple[str, float]]:
        """The kind of each hit, prose or code, and where it is between 0 and 1."""
        length = len(self.text) + 1
        for hit in (*self.prose, *self.formulas):
            yield "prose", min(0.999, (hit.start - self.start) / length)
        if self.blocks:
            first, end = self.blocks[0][0], self.blocks[-1][1]
            for hit in self.code:
                yield "code", min(0.999, max(0, hit.start - first) / (end - first + 1))
        yield from (("prose", 0.0) for _hit in self.titles)


class HitTotals(NamedTuple):
    text: int
    code: int
    formula: int

    @property
    def total(self) -> int:
        return sum(self)

    def __add__(self, other: HitTotals) -> HitTotals:  # type: ignore[override]
        return HitTotals(*map(sum, zip(self, other, strict=True)))


class TextHits:
    """The hits of a query in the texts of an article."""

    def __init__(
        self,
        query: Query,
        *,
        title: str,
        headings: str,
        prose: str,
        code: str,
        ends: Sequence[SectionEnd],
    ) -> None:
        self.scope = query.scope
        self.title, self.headings, self.code = title, headings, code
        self.prose, self.formulas = prose, []
        if FORMULA_END in prose:
            self.prose = FORMULA.sub(r"\1", prose)
            self.formulas = [latex for _mark, latex in FORMULA.findall(prose)]
        self.ends = ends or [SectionEnd("", headings.count("\n") + 1, len(self.prose), ())]
        self.exact_hits = list(self.hits_of_formulas(query.formula_terms))
        self.pattern = pattern_of(query.with_formulas if self.exact_hits else query)

    # Hits of each text

    def hits(self, kind: str, text: str) -> list[Hit]:
        wanted = self.pattern is not None and self.scope in ("", kind)
        return hits_in(text, self.pattern) if wanted and self.pattern else []

    def hits_of_formulas(self, terms: Sequence[QueryTerm]) -> Iterator[Hit]:
        """The formulas that contain one of the terms, as characters of the prose."""
        wanted = [(n, formula_text(term.formula)) for n, term in enumerate(terms) if term.formula]
        if not wanted:
            return
        for mark, latex in zip(MARKS.finditer(self.prose), self.formulas, strict=True):
            text = formula_text(latex_tokens(latex))
            for number, formula in wanted:
                if formula in text:
                    yield Hit(mark.start(), mark.end(), -1 - number)
                    break

    @cached_property
    def formula_hits(self) -> list[Hit]:
        """A hit is the formula that has it, as one character of the prose, once for each hit."""
        exact = {hit.start for hit in self.exact_hits}
        words = [hit for hit in self.word_hits_in_formulas if hit.start not in exact]
        return sorted(self.exact_hits + words)

    @property
    def word_hits_in_formulas(self) -> list[Hit]:
        text = "\n".join(self.formulas)
        found = self.hits("formula", text)
        if not found:
            return []
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        places = [match.start() for match in MARKS.finditer(self.prose)]
        at = [places[bisect_right(starts, hit.start) - 1] for hit in found]
        return [Hit(place, place + 1, hit.term) for place, hit in zip(at, found, strict=True)]

    @cached_property
    def sections(self) -> list[SectionHits]:
        """Those with hits, in the order of the page."""
        found: dict[int, SectionHits] = {}
        for kind, number, hit in self.placed_hits():
            if number not in found:
                found[number] = self.section(number)
            getattr(found[number], kind).append(hit)
        return [found[number] for number in sorted(found)]

    def section(self, number: int) -> SectionHits:
        """The section of this number, without hits."""
        end, start = self.ends[number], self.ends[number - 1].prose if number else 0
        return SectionHits(end.id, self.prose[start : end.prose], start, end.code)

    def placed_hits(self) -> Iterator[tuple[str, int, Hit]]:
        """Each hit with its kind, which is an attribute of SectionHits, and its section."""
        last, ends = len(self.ends) - 1, [end.prose for end in self.ends]
        for hit in self.hits("text", self.prose):
            yield "prose", min(last, bisect_right(ends, hit.start)), hit
        for hit in self.formula_hits:
            yield "formulas", min(last, bisect_right(ends, hit.start)), hit
        if found := self.hits("text", self.headings):
            yield from self.placed_title_hits(found)
        if found := self.hits("code", self.code):
            yield from self.placed_code_hits(found)

    def placed_title_hits(self, found: list[Hit]) -> Iterator[tuple[str, int, Hit]]:
        """Hits in headings; those below the top level belong to the section around them."""
        starts = [0, *(match.end() for match in re.finditer("\n", self.headings))]
        line_ends = [end.headings for end in self.ends]
        for hit in found:
            line = bisect_right(starts, hit.start) - 1
            yield "titles", min(len(line_ends) - 1, bisect_right(line_ends, line)), hit

    def placed_code_hits(self, found: list[Hit]) -> Iterator[tuple[str, int, Hit]]:
        """Hits in blocks of code; inline code is part of the prose."""
        owners = [number for number, end in enumerate(self.ends) for _block in end.code]
        block_ends = [block[1] for end in self.ends for block in end.code]
        for hit in found:
            number = bisect_right(block_ends, hit.start)
            if number < len(owners):
                yield "code", owners[number], hit
            elif not owners:
                yield "code", 0, hit

    # What is shown

    @cached_property
    def totals(self) -> HitTotals:
        title = len(self.hits("text", self.title))
        text = sum(len(each.titles) + len(each.prose) for each in self.sections)
        return HitTotals(
            title + text,
            sum(len(each.code) for each in self.sections),
            sum(len(each.formulas) for each in self.sections),
        )

    @property
    def best_sections(self) -> list[SectionHits]:
        """The sections with most terms, then most hits, in the order of the page."""
        numbered = sorted(enumerate(self.sections), key=lambda pair: pair[1].worth, reverse=True)
        return [section for _number, section in sorted(numbered[:MOST_SECTIONS], key=itemgetter(0))]

    def marked(self, text: str) -> Pieces:
        """A short text with its hits marked, and formulas as marks."""
        shown = FORMULA.sub(r"\1", text) if FORMULA_END in text else text
        if self.pattern is None:
            return [Piece(shown, False)]
        return list(split_hits(shown, 0, len(shown), self.pattern))

    def code_lines(self, section: SectionHits) -> list[CodeLine]:
        """The lines around the first hit in the section's code; [] if none is in a block."""
        for hit in section.code:
            for start, end, first_number in section.blocks:
                if start <= hit.start < end:
                    return list(self.lines_around(hit, start, end, first_number))
        return []

    def lines_around(self, hit: Hit, start: int, end: int, number: int) -> Iterator[CodeLine]:
        lines = self.code[start:end].split("\n")
        line = self.code.count("\n", start, hit.start)
        first = max(0, min(line - LINES_AROUND, len(lines) - 1 - 2 * LINES_AROUND))
        for at in range(first, min(len(lines), first + 1 + 2 * LINES_AROUND)):
            before = sum(len(each) + 1 for each in lines[:at])
            shown = cut_line(lines[at], hit.start - start - before if at == line else 0)
            yield CodeLine(number and number + at, self.marked(shown))


def cut_line(line: str, column: int) -> str:
    """A part of a long line that has the column."""
    if len(line) <= LONGEST_LINE:
        return line
    start = max(0, column - LONGEST_LINE // 2) if column > LONGEST_LINE // 2 else 0
    end = start + LONGEST_LINE
    return "…" * (start > 0) + line[start:end] + "…" * (end < len(line))
