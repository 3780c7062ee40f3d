"""One article: rendered, timed and compared. Runs in a process that may be killed."""

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
    """What became of one article.

    `missed` are the formulas of the source that our HTML does not hold byte for byte, `raw` those
    in the text that readers see, `unconverted` those shown as source and `behind` the ones of
    these that KaTeX converts. `different` are counts of elements, `texts` the blocks that are not
    as in the reference, ours and theirs. The time is the processor's, in milliseconds, and the
    best of a few passes: other work only adds to it. `size` is that of the source in bytes. `lost`
    letters and digits are nowhere on the page, `untold` ones without a warning on their line.
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
    """The kernel ends the process after so many seconds of processor time."""
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
    """Milliseconds of one core."""
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
    """Formulas that are wanted more often than found, byte for byte.

    Only the marks of the quotes and items around a formula are no part of it.
    """
    left = Counter(map(without_marks, wanted)) - Counter(map(without_marks, found))
    return list(left.elements())
