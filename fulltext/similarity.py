"""Which texts are about the same: tf-idf over the tokens of search, compared by their cosine.

A text is known by its strongest terms alone, as a vector of length 1. Formulas and code say how
something is written down rather than what it is about: commands are left out, code counts little.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, log1p, sqrt

from .tokens import is_cjk, tokens

MOST_TERMS = 128  # of a text that may become keywords
MOST_KEYWORDS = 32
READ = 8000  # characters of prose: what comes later adds time and little else
READ_OF_CODE = 2000

COMMANDS = re.compile(r"\\(?:begin|end)\{\w+\*?\}|\\[A-Za-z]+")
# h_t, x_1 and n-1 are variables.
VARIABLES = re.compile(r"(?:^|[_-])[^_-]?(?:[_-]|$)")
# Characters of grammar: a pair with one of them is hardly a word, or only half of one.
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
class Parts:
    """A text in the parts that weigh differently."""

    title: str
    tags: Iterable[str] = ()
    headings: str = ""
    prose: str = ""
    code: str = ""


def terms(parts: Parts) -> dict[str, float]:
    """What a text says, and how much it says it: the heaviest terms, no other text considered."""
    counts: Counter[str] = Counter()
    for text, weight, shortest in (
        (parts.title, 40, 2),
        ("\n".join(parts.tags), 40, 2),
        (parts.headings[:READ], 20, 3),
        (parts.prose[:READ], 10, 3),
        (parts.code[:READ_OF_CODE], 1, 3),
    ):
        for token, times in Counter(tokens(COMMANDS.sub(" ", text))).items():
            if is_telling(token, shortest):
                counts[token] += weight * times
    return {term: log1p(weight / 10) for term, weight in counts.most_common(MOST_TERMS)}


def is_telling(token: str, shortest: int) -> bool:
    """Whether it may say what a text is about; `shortest` is for words."""
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
    """The strongest terms as a vector of length 1.

    `texts_with` says in how many of the `texts` a term stands.
    """
    strength = {
        term: weight * log((texts + 1) / (texts_with.get(term, 1) + 0.5))
        for term, weight in terms.items()
    }
    strongest = nlargest(MOST_KEYWORDS, strength.items(), key=lambda item: item[1])
    length = sqrt(sum(value * value for _term, value in strongest))
    return {term: value / length for term, value in strongest}
