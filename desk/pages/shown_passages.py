"""The passages of a comparison as a page shows them: formulas drawn, whole paragraphs together."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from selectolax.lexbor import LexborHTMLParser

import rendering
from articles.publishing.macros import site_macros
from desk.comparing.comparison import compare_words
from desk.comparing.passages import Passage, Span
from rendering.math.latex_tokens import TOKEN

Look = Literal["same", "words", "whole", "code", "formula"]
MOST_PASSAGES = 2000  # on one page
MOST_FORMULAS = 60  # more are shown as their source
MARKS = re.compile(r"^\s*(?:\$\$|\\\\?\[)|(?:\$\$|\\\\?\])\s*$")


@dataclass(frozen=True)
class ShownPassage:
    """`passages` are more than one only if whole paragraphs were added, or removed, together."""

    look: Look
    passages: Sequence[Passage]
    old_formula: SafeString | str = ""
    new_formula: SafeString | str = ""
    tex: tuple[Span, ...] = ()

    @property
    def first(self) -> Passage:
        return self.passages[0]

    @property
    def line(self) -> int:
        """The number in the new text; of what was removed, in the old one."""
        return self.first.line if self.operation == "removed" else self.first.new_line

    @cached_property
    def operation(self) -> str:
        """Of the whole passage: `added`, `removed`, or `changed`. Read for each paragraph of it."""
        operations = {span.operation for passage in self.passages for span in passage.spans}
        return operations.pop() if len(operations) == 1 else "changed"

    @property
    def spans(self) -> list[Span]:
        """Its words. A line break that was added or removed is shown as a sign."""
        return [with_breaks(span) for span in self.first.spans if span != Span("same", "\n")]

    @property
    def paragraphs(self) -> list[list[Span]]:
        return [[Span(s.operation, s.text.strip("\n")) for s in p.spans] for p in self.passages]

    @property
    def old_spans(self) -> list[Span]:
        return [span for span in self.spans if span.operation != "added"]

    @property
    def new_spans(self) -> list[Span]:
        return [span for span in self.spans if span.operation != "removed"]

    @property
    def lines(self) -> int:
        return sum(passage.lines for passage in self.passages)


def with_breaks(span: Span) -> Span:
    text = span.text.strip("\n")
    breaks = "" if span.operation == "same" else "↵" * (len(span.text) - len(text))
    return Span(span.operation, text + breaks)


def shown_passages(passages: Iterable[Passage]) -> list[ShownPassage]:
    return with_formulas(
        [
            ShownPassage(look, list(part))
            for (look, *_rest), some in groupby(passages, key=look_of)
            for part in ([list(some)] if look == "whole" else [[each] for each in some])
        ]
    )


def look_of(passage: Passage) -> tuple[Look, str]:
    """How a passage is shown, and what those have in common that are shown together."""
    if passage.is_same:
        return "same", ""
    if passage.kind != "prose":
        return passage.kind, ""
    operations = {span.operation for span in passage.spans}
    return ("words", "") if len(operations) > 1 else ("whole", operations.pop())


def with_formulas(shown: list[ShownPassage]) -> list[ShownPassage]:
    """The same, with the formulas drawn that can be."""
    sources = [
        text
        for each in shown
        if each.look == "formula"
        for text in (each.first.old_text, each.first.new_text)
    ]
    drawn = iter(drawn_formulas(sources))
    return [with_formula(each, drawn) if each.look == "formula" else each for each in shown]


def with_formula(shown: ShownPassage, drawn: Iterator[str]) -> ShownPassage:
    old, new = next(drawn), next(drawn)
    before, after = (tex_of(text) for text in (shown.first.old_text, shown.first.new_text))
    tex = compare_words(TOKEN.findall(before), TOKEN.findall(after))
    return ShownPassage("formula", shown.passages, old, new, tex)


def tex_of(source: str) -> str:
    """The LaTeX between the delimiters of a displayed formula."""
    return MARKS.sub("", MARKS.sub("", source)).strip()


def drawn_formulas(sources: list[str]) -> list[str]:
    """Each formula as MathML; empty where there is none, or where it cannot be drawn.

    One that takes the renderer too long ends the drawing, so that a page never waits for two.
    """
    macros = site_macros() if sources else {}
    drawn = [""] * len(sources)
    for number, source in enumerate(sources[:MOST_FORMULAS]):
        try:
            drawn[number] = drawn_formula(source, macros)
        except rendering.RenderError:
            break
    return drawn


def drawn_formula(source: str, macros: Mapping[str, str]) -> str:
    if not source.strip():
        return ""
    seconds = settings.RENDER_TIMEOUT
    page = rendering.render_safely(source.strip(), macros=macros, seconds=seconds)
    found = LexborHTMLParser(page.html).css(".eq")
    return without_ids(found[0].html) if len(found) == 1 else ""


def without_ids(html: str | None) -> SafeString:
    """Safe: the renderer made it. Two versions of a formula have the same ids."""
    return mark_safe(re.sub(r'\sid="[^"]*"', "", html or ""))
