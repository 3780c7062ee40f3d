"""What the index holds of one text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate, chain, pairwise

from .parser import facet, whole_title
from .tokens import BETWEEN, plain, runs, tokens

# To be raised when what is made of a text changes: `reindex` makes it again.
VERSION = 4
# A word that stands in a text this often is what the text is about.
OFTEN = 5
# What PostgreSQL can hold of one text: 1 MB, with room for its own.
MOST_BYTES = 900_000
FIRST_CJK = "\u2e80"  # a comparison is enough for what is a token already
NUMBERS = 32  # bits of a key for the id of the article


@dataclass(frozen=True)
class Document:
    """An article as search reads it; `tags` are names, `facets` (kind, value) of its filters."""

    title: str
    tags: tuple[str, ...] = ()
    headings: str = ""
    prose: str = ""
    code: str = ""
    facets: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """Differs where what the index holds would differ."""
        return blake2b(repr((VERSION, astuple(self))).encode(), digest_size=16).hexdigest()

    @property
    def plain(self) -> str:
        """Where phrases are looked for."""
        parts = (self.title, *self.tags, self.headings, self.prose, self.code)
        return "\n".join(filter(None, map(plain, parts)))

    @cached_property
    def fields(self) -> dict[str, dict[str, int]]:
        """The tokens of each field with their numbers; those of code only where nothing else has
        them."""
        named = {
            "title": counted(self.title),
            "tags": counted("\n".join(self.tags)),
            "headings": counted(self.headings),
        }
        prose, code = counted(self.prose), counted(self.code)
        often = {token: n for token, n in prose.items() if n >= OFTEN}
        said = {*prose, *(token for field in named.values() for token in field)}
        only = {token: n for token, n in code.items() if token not in said}
        return {**named, "often": often, "prose": prose, "code": only}

    @property
    def lexemes(self) -> list[str]:
        """Each once, the most telling first; what is too much for a database is left out."""
        return bounded(list(dict.fromkeys(chain(self.telling(), *self.fields.values()))))

    def telling(self) -> Iterator[str]:
        """What is no token of the text."""
        yield EVERY
        yield whole_title(runs(self.title))
        yield from (facet(kind, value) for kind, value in self.facets)
        for name, mark in MARKS.items():
            yield from (mark + token for token in self.fields[name])

    @property
    def words(self) -> list[str]:
        """What a mistyped word may have meant, in order."""
        words = {*chain.from_iterable(self.fields.values())}
        return sorted(word for word in words if 4 <= len(word) <= 32 and word.isalpha())


EVERY = "all:"  # what every text has
MARKS = {"title": "t:", "tags": "g:", "headings": "h:", "often": "o:"}


def counted(text: str) -> dict[str, int]:
    """The tokens with their numbers; each character of Chinese is one too."""
    found = Counter(with_threes(tokens(text)))
    for token in list(found):
        if len(token) == 2 and token > FIRST_CJK:
            found[token[0]] += found[token]
    return found


def with_threes(tokens: list[str]) -> Iterator[str]:
    """Two pairs that have in common what stands between words are three characters too."""
    for token, following in pairwise([*tokens, ""]):
        yield token
        # A run ends with a single character.
        if token[1:] in BETWEEN and len(following) == 2:
            yield token + following[1]


def bounded(lexemes: list[str]) -> list[str]:
    if sum(map(len, lexemes)) * 4 + len(lexemes) * 4 < MOST_BYTES:
        return lexemes
    ends = accumulate(len(lexeme.encode()) + 4 for lexeme in lexemes)
    return lexemes[: sum(end <= MOST_BYTES for end in ends)]


def key(article: int, published: date | None) -> int:
    """Where the article stands in the index: by day, what is not published before everything."""
    if published is None:
        return -article
    return first_key(published.toordinal()) | article


def first_key(day: int) -> int:
    """Of a day, as `date.toordinal()` counts them."""
    return day << NUMBERS


def article_of(key: int) -> int:
    """The id of a published article."""
    return key & ((1 << NUMBERS) - 1)
