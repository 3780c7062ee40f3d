"""Similarity of texts: tf-idf over the search tokens, compared by cosine.

A text is represented by its strongest terms, as a vector of length 1. Formulas and code say little
about the subject: LaTeX commands are ignored, and code has a low weight.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, log1p, sqrt

from .tokens import is_cjk, tokens

MOST_TERMS = 128  # candidates for keywords per text
MOST_KEYWORDS = 32
READ = 8000  # characters of prose; more takes time and changes little
READ_OF_CODE = 2000

COMMANDS = re.compile(r"\\(?:begin|end)\{\w+\*?\}|\\[A-Za-z]+")
# h_t, x_1 and n-1 are variables.
VARIABLES = re.compile(r"(?:^|[_-])[^_-]?(?:[_-]|$)")
# Function characters: a pair with one of them is rarely a word.
GRAMMAR = frozenset(
    "的了是在和与或及也就都而并被把这那我你他它们个很吗呢吧么什之其且若以所为将可能会要有没不对从到"
)
FREQUENT = """
a about above after again all also an and any are as at be because been before being below
between both but by can cannot could did do does doing done down during each else etc even every
few first following for from further get given has have having he her here his how if in into is
it its itself just last let like made make many may might more most much must need new no nor
not now of off on once one only or other our out over own same see set should since so some such
than that the their them then there these they this those through thus to too two under until up
upon us use used uses using very via was way we were what when where which while who why will
with within without would you your example examples default value true false none null return
def import self int str len print class for ll rr le ge
"""
STOP_WORDS = frozenset(FREQUENT.split())


@dataclass(frozen=True)
class TextParts:
    """A text in parts that have different weights."""

    title: str
    tags: Iterable[str] = ()
    headings: str = ""
    prose: str = ""
    code: str = ""


def terms(parts: TextParts) -> dict[str, float]:
    """The terms of a text with the highest weights, without regard to other texts."""
    counts: Counter[str] = Counter()
    for text, weight, shortest in (
        (parts.title, 40, 2),
        ("\n".join(parts.tags), 40, 2),
        (parts.headings[:READ], 20, 3),
        (parts.prose[:READ], 10, 3),
        (parts.code[:READ_OF_CODE], 1, 3),
    ):
        for token, times in Counter(tokens(COMMANDS.sub(" ", text))).items():
            if is_significant(token, shortest):
                counts[token] += weight * times
    return {term: log1p(weight / 10) for term, weight in counts.most_common(MOST_TERMS)}


def is_significant(token: str, shortest: int) -> bool:
    """Whether the token may describe a subject; `shortest` is the minimum length of a word."""
    if is_cjk(token):
        return len(token) == 2 and GRAMMAR.isdisjoint(token)
    return (
        token[0].isalpha()
        and len(token) >= shortest
        and token not in STOP_WORDS
        and not VARIABLES.search(token)
    )


def keywords(
    terms: Mapping[str, float], texts_with: Mapping[str, int], texts: int
) -> dict[str, float]:
    """The strongest terms of a text by tf-idf, as a vector of length 1.

    `texts_with` is the number of texts that contain each term, `texts` the number of all texts.
    """
    strength = {
        term: weight * log((texts + 1) / (texts_with.get(term, 1) + 0.5))
        for term, weight in terms.items()
    }
    strongest = nlargest(MOST_KEYWORDS, strength.items(), key=lambda item: item[1])
    length = sqrt(sum(value * value for _term, value in strongest))
    return {term: value / length for term, value in strongest}
