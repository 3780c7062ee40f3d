"""One article: rendered, timed and compared. Runs in a process that may be killed."""

import re
from collections import Counter
from dataclasses import dataclass, field
from time import process_time

from articles.rendering import render

from .files import Article
from .foreign import translated
from .formulas import mask
from .reference import RENDERERS
from .structure import differences, ours, theirs, tree_of

PASSES = 3
LINE_START = re.compile(r"\n[ \t>]*")


@dataclass(frozen=True, slots=True)
class Measured:
    """`changed` are the formulas of the source that our HTML does not hold byte for byte.

    The time is the processor's, and the best of a few passes: other work only adds to it.
    """

    milliseconds: float
    blank: bool
    formulas: int
    converted: int
    changed: list[str] = field(default_factory=list)
    different: dict[str, tuple[int, int]] = field(default_factory=dict)


def measure(article: Article) -> Measured:
    options = {"dialect": article.dialect, "language": article.language}
    html = render(article.body, **options).html  # what is learnt once per process is not timed
    return compare(article, html, min(timed(article.body, options) for _ in range(PASSES)))


def timed(source: str, options: dict[str, str]) -> float:
    """Milliseconds of one core."""
    started = process_time()
    render(source, **options)
    return (process_time() - started) * 1000


def compare(article: Article, html: str, milliseconds: float = 0) -> Measured:
    source = translated(article.body, article.dialect)
    masked = mask(source.text, fenced=article.dialect == "commonmark")
    reference = RENDERERS[article.dialect](masked.text)
    structure, annotations, converted = ours(html, article.dialect)
    expected, visible = theirs(reference)
    wanted = [*(masked.formulas[number] for number in visible), *source.formulas]
    return Measured(
        milliseconds=milliseconds,
        blank=not html.strip() and bool(tree_of(reference).text().strip()),
        formulas=len(wanted),
        converted=converted,
        changed=missing(wanted, annotations),
        different=differences(structure, expected + source.counts),
    )


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """Formulas that are wanted more often than found, byte for byte.

    Only the marks of the quotes and items around a formula are no part of it.
    """
    left = Counter(map(without_marks, wanted)) - Counter(map(without_marks, found))
    return list(left.elements())


def without_marks(latex: str) -> str:
    return LINE_START.sub("\n", latex).strip()
