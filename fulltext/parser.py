"""What a person typed, as a typed value. Whatever is no filter is text; nothing is an error."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from unicodedata import normalize

from .tokens import BETWEEN, LONGEST, is_cjk, runs

LONGEST_QUERY = 200  # characters
MOST_TERMS = 16

# As they come from Chinese keyboards.
QUOTES = str.maketrans("“”„‟«»「」『』", '""""""""""')
PART = re.compile(
    r'(?P<minus>-)?(?:(?P<name>tag|topic|lang|after|before):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))',
    re.IGNORECASE,
)
UNSAFE = re.compile(r"[\s\"'\x00-\x1f\x7f]+")
DATE = re.compile(r"([12][0-9]{3})(?:-([01]?[0-9])(?:-([0-3]?[0-9]))?)?$")


@dataclass(frozen=True, slots=True)
class Term:
    """`runs` as they are to be marked; an article with it has all `lexemes`, and the `phrase`
    in its plain text where they do not say enough."""

    runs: tuple[str, ...]
    lexemes: tuple[str, ...]
    phrase: str = ""

    @classmethod
    def of(cls, *found: str) -> Self:
        """One run, or several that stand side by side."""
        lexemes = [lexeme for run in found for lexeme in lexemes_of(run)]
        is_exact = len(lexemes) == 1
        return cls(found, tuple(dict.fromkeys(lexemes)), "" if is_exact else phrase(found))

    @classmethod
    def facet(cls, kind: str, value: str) -> Self:
        return cls((), (facet(kind, value),))


@dataclass(frozen=True, slots=True)
class Query:
    """Articles with all of the `terms` and `facets`, and with nothing `excluded`.

    `words` are the runs of the terms as they were typed: one term may be typed twice. `after` is
    the first day of it, `before` the first day that is too late.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    facets: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None

    def __bool__(self) -> bool:
        return bool(self.terms or self.excluded or self.facets or self.after or self.before)

    @property
    def language(self) -> str:
        kinds = (facet.partition(":") for facet in self.facets)
        return next((value for kind, _, value in kinds if kind == "lang"), "")

    @property
    def title(self) -> str:
        """The mark of an article with this very title."""
        return whole_title(self.words)

    def within(self, kind: str, *values: str) -> Self:
        more = tuple(facet(kind, value) for value in values)
        return replace(self, facets=tuple(dict.fromkeys((*self.facets, *more))))


def parse(text: str) -> Query:
    """Words and runs of Chinese joined by AND; "phrases", -exclusions, and the filters tag:,
    topic:, lang:, after:, before:."""
    text = normalize("NFKC", text[:LONGEST_QUERY]).translate(QUOTES)
    parts = [Part.of(match) for match in PART.finditer(text)]
    terms = [term for part in parts if not part.minus for term in part.terms()]
    excluded = [term for part in parts if part.minus for term in part.terms()]
    query = Query(
        text,
        tuple(run for term in terms for run in term.runs),
        tuple(dict.fromkeys(terms))[:MOST_TERMS],
        tuple(dict.fromkeys(excluded))[:MOST_TERMS],
        after=next((part.date for part in parts if part.name == "after"), None),
        before=next((part.date for part in parts if part.name == "before"), None),
    )
    for part in parts:
        if part.is_facet and not part.minus:
            query = query.within(part.name, part.value)
    return query


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    value: str
    minus: bool
    is_quoted: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        quoted = match["quoted"]
        value = match["bare"] if quoted is None else quoted
        part = cls((match["name"] or "").lower(), value, bool(match["minus"]), quoted is not None)
        return part if part.is_filter else replace(part, name="", value=part.typed)

    @property
    def typed(self) -> str:
        return f"{self.name}:{self.value}" if self.name else self.value

    @property
    def is_facet(self) -> bool:
        return self.name in ("tag", "topic", "lang")

    @property
    def is_filter(self) -> bool:
        if self.name in ("after", "before"):
            return self.date is not None and not self.minus
        return self.is_facet and bool(self.value.strip())

    @property
    def date(self) -> date | None:
        """The first day of what the value names."""
        if match := DATE.match(self.value):
            year, month, day = (int(number or 1) for number in match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
        return None

    def terms(self) -> Iterator[Term]:
        if self.is_facet and self.minus:
            yield Term.facet(self.name, self.value)
        elif not self.name:
            found = tuple(runs(self.value))
            groups = [found] if self.is_quoted and found else [(run,) for run in found]
            yield from (Term.of(*group) for group in groups)


def lexemes_of(run: str) -> list[str]:
    """What an index says of a run: a word itself, a single character, else pairs of them, and three
    for two pairs that have in common what stands between words."""
    if not is_cjk(run):
        return [run.lower()[:LONGEST]]
    if len(run) == 1:
        return [run]
    threes = {i for i in range(1, len(run) - 1) if run[i] in BETWEEN}
    lexemes = [run[i - 1 : i + 2] for i in sorted(threes)]
    pairs = (i for i in range(len(run) - 1) if threes.isdisjoint((i, i + 1)))
    return lexemes + [run[i : i + 2] for i in pairs]


def phrase(found: tuple[str, ...]) -> str:
    """As it stands in a plain text; words have their ends, Chinese goes on."""
    start = "" if is_cjk(found[0]) else " "
    end = "" if is_cjk(found[-1]) else " "
    return f"{start}{' '.join(found).lower()}{end}"


def facet(kind: str, value: str) -> str:
    """One word for a tag, a topic or a language."""
    return f"{kind}:{UNSAFE.sub('-', normalize('NFKC', value).lower().strip())[:LONGEST]}"


def whole_title(found: Iterable[str]) -> str:
    return f"is:{''.join(found).lower()[:LONGEST]}"
