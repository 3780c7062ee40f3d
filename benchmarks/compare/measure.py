"""Render, time and compare one article, in a process that may be killed."""

import signal
from collections import Counter
from dataclasses import dataclass, field, replace
from time import process_time

from rendering import render

from . import katex
from .declared import meant
from .files import Article
from .foreign import translated
from .formulas import mask, without_marks
from .losses import lost_characters
from .reference import RENDERERS
from .structure import differences, other_texts, ours, raw_formulas, theirs, tree_of

PASSES = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """The measurements of one article.

    `missed`: formulas of the source that our HTML does not contain byte for byte. `raw`: formulas
    in visible text. `unconverted`: formulas shown as source. `behind`: those of them that KaTeX
    converts. `different`: counts of elements that differ. `texts`: blocks that differ from the
    reference, ours and theirs. The time is CPU time in milliseconds, the minimum of several passes.
    `size`: of the source, in bytes. `lost`: letters and digits that the page lacks. `untold`: those
    without a warning on their line.
    """

    milliseconds: float
    size: int
    blank: bool
    formulas: int
    missed: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    unconverted: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    different: dict[str, tuple[int, int]] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)
    lost: int = 0
    untold: int = 0


def measure(article: Article, seconds: float) -> Measured:
    """Measure; the kernel ends the process after `seconds` of CPU time."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return measured(article)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def measured(article: Article) -> Measured:
    options = {"dialect": article.dialect, "language": article.language}
    rendered = render(article.body, **options)  # what is learnt once per process is not timed
    lost, untold = lost_characters(article.body, rendered)
    milliseconds = min(timed(article.body, options) for _ in range(PASSES))
    found = compare(article, rendered.html, milliseconds)
    return replace(found, lost=lost, untold=untold)


def timed(source: str, options: dict[str, str]) -> float:
    """CPU time in milliseconds."""
    started = process_time()
    render(source, **options)
    return (process_time() - started) * 1000


def compare(article: Article, html: str, milliseconds: float = 0) -> Measured:
    source = translated(article.body, article.dialect)
    masked = mask(source.text, fenced=article.dialect == "commonmark")
    reference = RENDERERS[article.dialect](masked.text)
    page, expected = ours(html, article.dialect), theirs(reference, masked.formulas)
    wanted = [*map(meant, expected.formulas), *source.formulas]
    return Measured(
        milliseconds=milliseconds,
        size=len(article.body.encode(errors="replace")),
        blank=not html.strip() and bool(tree_of(reference).text().strip()),
        formulas=len(wanted),
        missed=missing(wanted, page.formulas),
        raw=raw_formulas(html),
        unconverted=[latex for latex, _display in page.unconverted],
        behind=[latex for latex, display in page.unconverted if katex.converts(latex, display)],
        different=differences(page.counts, expected.counts + source.counts),
        texts=other_texts(page.texts, expected.texts),
    )


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """Formulas that occur more often in the source than in the output, compared byte for byte.

    Prefixes of quotes and list items around a formula are ignored.
    """
    left = Counter(map(without_marks, wanted)) - Counter(map(without_marks, found))
    return list(left.elements())
