"""Documents as the index stores them: their fields and lexemes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate, chain, pairwise

from .formulas import LaTeX, formula_lexemes, formula_text, latex_tokens
from .parser import facet_lexeme, title_lexeme
from .tokens import BETWEEN, phrase_search_text, split_runs, tokens

# Increase it when the lexemes of a text change: `reindex` then writes all texts again.
VERSION = 6
# A formula in headings or prose: a mark for one in a line or a displayed one, LaTeX, and an end.
FORMULA_END = "\ufdd6"
FORMULA = re.compile("([\ufdd4\ufdd5])([^\ufdd6]*)\ufdd6")
# A word that occurs this often in the prose counts as a topic of the text.
FREQUENT_COUNT = 5
# PostgreSQL's limit for a tsvector is 1 MB; some of it is overhead.
MOST_BYTES = 900_000
FIRST_CJK = "\u2e80"  # comparing suffices for tokens


@dataclass(frozen=True)
class SearchDocument:
    """An article as search reads it; `tags` are names, `facets` pairs of kind and value.

    In `headings` and `prose`, formulas stand between the marks of FORMULA.
    """

    title: str
    tags: tuple[str, ...] = ()
    headings: str = ""
    prose: str = ""
    code: str = ""
    facets: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """A hash of everything that the index stores of this document."""
        return blake2b(repr((VERSION, astuple(self))).encode(), digest_size=16).hexdigest()

    @property
    def plain(self) -> str:
        """Normalized text, in which phrases are searched."""
        parts = (self.title, *self.tags, self.headings, self.prose, self.code)
        formulas = dict.fromkeys(map(formula_text, filter(None, formula_sequences(*parts[-3:-1]))))
        return "\n".join((*filter(None, map(phrase_search_text, parts)), *formulas))

    @cached_property
    def fields(self) -> dict[str, dict[str, int]]:
        """The tokens of each field with their counts; prose includes formulas."""
        prose = self.text_tokens + Counter(self.formula_tokens) + sequence_counts(self.prose)
        return {
            "title": count_tokens(self.title),
            "tags": count_tokens("\n".join(self.tags)),
            "headings": Counter(count_tokens(self.headings)) + sequence_counts(self.headings),
            "often": {token: n for token, n in prose.items() if n >= FREQUENT_COUNT},
            "prose": prose,
            "code": count_tokens(self.code),
        }

    @cached_property
    def text_tokens(self) -> Counter[str]:
        return Counter(count_tokens(FORMULA.sub("\n", self.prose)))

    @cached_property
    def formula_tokens(self) -> dict[str, int]:
        return count_tokens("\n".join(latex for _mark, latex in FORMULA.findall(self.prose)))

    @property
    def lexemes(self) -> list[str]:
        """Each lexeme once, the most important first, cut to the size that a database can hold."""
        return limit_size(list(dict.fromkeys(chain(self.extra_lexemes(), *self.fields.values()))))

    def extra_lexemes(self) -> Iterator[str]:
        """Lexemes that are not tokens of the text: title, facets, tokens marked by field."""
        yield EVERY_DOCUMENT
        yield title_lexeme(split_runs(self.title))
        yield from (facet_lexeme(kind, value) for kind, value in self.facets)
        for name, mark in FIELD_MARKS.items():
            yield from (mark + token for token in self.fields[name])
        named = (self.fields[name] for name in ("title", "tags", "headings"))
        text = self.text_tokens.keys() | {token for field in named for token in field}
        for kind, found in (("code", self.fields["code"]), ("formula", self.formula_tokens)):
            also, only = SCOPE_MARKS[kind]
            yield from ((also if token in text else only) + token for token in found)

    @property
    def words(self) -> list[str]:
        """Words that spelling correction may suggest, sorted."""
        words = {*chain.from_iterable(self.fields.values())}
        return sorted(word for word in words if 4 <= len(word) <= 32 and word.isalpha())


EVERY_DOCUMENT = "all:"  # a lexeme of every document
FIELD_MARKS = {"title": "t:", "tags": "g:", "headings": "h:", "often": "o:"}
# By kind: the mark of a token that is also in the text, and of one that is not.
SCOPE_MARKS = {"code": ("c:", "d:"), "formula": ("f:", "m:")}


def count_tokens(text: str) -> dict[str, int]:
    """The tokens with their counts; each single Chinese character counts too."""
    found = Counter(with_trigrams(tokens(text)))
    for token in list(found):
        if len(token) == 2 and token > FIRST_CJK:
            found[token[0]] += found[token]
    return found


def formula_sequences(*texts: str) -> Iterator[LaTeX]:
    for text in texts:
        yield from (latex_tokens(latex) for _mark, latex in FORMULA.findall(text))


def sequence_counts(text: str) -> Counter[str]:
    return Counter(chain.from_iterable(map(formula_lexemes, formula_sequences(text))))


def with_trigrams(tokens: list[str]) -> Iterator[str]:
    """Add trigrams around the characters in BETWEEN, which are in too many pairs."""
    for token, following in pairwise([*tokens, ""]):
        yield token
        # A run ends with a single character.
        if token[1:] in BETWEEN and len(following) == 2:
            yield token + following[1]


def limit_size(lexemes: list[str]) -> list[str]:
    if sum(map(len, lexemes)) * 4 + len(lexemes) * 4 < MOST_BYTES:
        return lexemes
    ends = accumulate(len(lexeme.encode()) + 4 for lexeme in lexemes)
    return lexemes[: sum(end <= MOST_BYTES for end in ends)]
