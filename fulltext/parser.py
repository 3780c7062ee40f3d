"""Parses search queries. Anything that is not a filter is text; no input is an error."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Self
from unicodedata import normalize

from .formulas import (
    AROUND,
    LaTeX,
    formula_text,
    is_latex,
    latex_tokens,
    may_continue_latex,
    query_lexemes,
)
from .tokens import BETWEEN, CJK, LONGEST, is_cjk, split_runs

SCOPES = ("text", "code", "formula")
LONGEST_QUERY = 200  # characters
MOST_TERMS = 16

# Quotation marks of Chinese keyboards.
QUOTES = str.maketrans("“”„‟«»「」『』", '""""""""""')
PART = re.compile(
    r'(?P<minus>-)?(?:(?P<name>tag|topic|lang|in|after|before):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))',
    re.IGNORECASE,
)
UNSAFE = re.compile(r"[\s\"'\x00-\x1f\x7f]+")
DATE = re.compile(r"([12][0-9]{3})(?:-([01]?[0-9])(?:-([0-3]?[0-9]))?)?$")


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term. `runs` are marked in snippets; matching articles have all `lexemes`, and contain
    `phrase` if the lexemes alone do not suffice. `formula` is the LaTeX of a formula."""

    runs: tuple[str, ...]
    lexemes: tuple[str, ...]
    phrase: str = ""
    formula: LaTeX = ()

    @classmethod
    def of(cls, *found: str) -> Self:
        """A term of one run, or of several adjacent ones."""
        lexemes = [lexeme for run in found for lexeme in lexemes_of(run)]
        is_exact = len(lexemes) == 1
        return cls(found, tuple(dict.fromkeys(lexemes)), "" if is_exact else phrase_text(found))

    @classmethod
    def of_formula(cls, latex: str) -> Self | None:
        """A term for the formulas that contain this one; None if it is empty."""
        formula = latex_tokens(latex)
        if not formula:
            return None
        runs = tuple(split_runs(latex))
        marked = runs if len(runs) == 1 and len(runs[0]) > 1 else ()
        phrase = formula_text(formula) if len(formula) > 2 else ""
        return cls(marked, query_lexemes(formula), phrase, formula)

    @classmethod
    def facet(cls, kind: str, value: str) -> Self:
        return cls((), (facet_lexeme(kind, value),))


@dataclass(frozen=True, slots=True)
class Query:
    """Articles with all `terms` and `facets` and nothing that is `excluded`.

    `words` are the runs of the terms as typed; a term may be typed twice. `after` is the first day,
    `before` the first day that is too late. `scope` is the kind of text that has the terms: one of
    SCOPES, or '' for any. `formula_terms` are the terms with LaTeX read as formulas; () if there
    are none.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    terms: tuple[QueryTerm, ...] = ()
    excluded: tuple[QueryTerm, ...] = ()
    facets: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    scope: str = ""
    formula_terms: tuple[QueryTerm, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.excluded or self.facets or self.after or self.before)

    @property
    def language(self) -> str:
        kinds = (facet.partition(":") for facet in self.facets)
        return next((value for kind, _, value in kinds if kind == "lang"), "")

    @property
    def title(self) -> str:
        """The lexeme of an article with exactly this title."""
        return title_lexeme(self.words)

    @property
    def with_formulas(self) -> Self:
        """The query for articles that have its LaTeX in formulas."""
        return replace(self, terms=self.formula_terms, formula_terms=())

    def with_facet(self, kind: str, *values: str) -> Self:
        more = tuple(facet_lexeme(kind, value) for value in values)
        return replace(self, facets=tuple(dict.fromkeys((*self.facets, *more))))


def parse_query(text: str) -> Query:
    """Parse words and runs of Chinese, joined by AND; "phrases"; -exclusions; the filters tag:,
    topic:, lang:, in:, after:, before:."""
    text = normalize("NFKC", text[:LONGEST_QUERY]).translate(QUOTES)
    parts = [QueryPart.of(match) for match in PART.finditer(text)]
    terms = [term for part in parts if not part.minus for term in part.terms()]
    excluded = [term for part in parts if part.minus for term in part.terms()]
    query = Query(
        text,
        tuple(run for term in terms for run in term.runs),
        tuple(dict.fromkeys(terms))[:MOST_TERMS],
        tuple(dict.fromkeys(excluded))[:MOST_TERMS],
        after=next((part.date for part in parts if part.name == "after"), None),
        before=next((part.date for part in parts if part.name == "before"), None),
        scope=next((part.value.lower() for part in parts if part.name == "in"), ""),
    )
    if query.scope in ("", "formula"):
        query = replace(query, formula_terms=read_formulas(parts))
    for part in parts:
        if part.is_facet and not part.minus:
            query = query.with_facet(part.name, part.value)
    return query


@dataclass(frozen=True, slots=True)
class QueryPart:
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
        if self.name == "in":
            return self.value.lower() in SCOPES and not self.minus
        return self.is_facet and bool(self.value.strip())

    @property
    def date(self) -> date | None:
        """The first day of the year, month or day that the value names; None if it is no date."""
        if match := DATE.match(self.value):
            year, month, day = (int(number or 1) for number in match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
        return None

    def terms(self) -> Iterator[QueryTerm]:
        if self.is_facet and self.minus:
            yield QueryTerm.facet(self.name, self.value)
        elif not self.name:
            found = tuple(split_runs(self.value))
            groups = [found] if self.is_quoted and found else [(run,) for run in found]
            yield from (QueryTerm.of(*group) for group in groups)


BORDER = re.compile(rf"([{CJK}]+)")


def read_formulas(parts: Iterable[QueryPart]) -> tuple[QueryTerm, ...]:
    """The terms with LaTeX, and the signs and letters beside it, as formulas; () without LaTeX."""
    terms: list[QueryTerm] = []
    has_formula = False
    for is_mathematical, pieces in groupby(query_pieces(parts), key=itemgetter(1)):
        group = [part for part, _is_mathematical in pieces]
        latex = " ".join(part.value for part in group)
        formula = is_mathematical and is_latex(latex) and QueryTerm.of_formula(latex.strip(AROUND))
        has_formula = has_formula or bool(formula)
        terms += [formula] if formula else [term for part in group for term in part.terms()]
    return tuple(dict.fromkeys(terms))[:MOST_TERMS] if has_formula else ()


def query_pieces(parts: Iterable[QueryPart]) -> Iterator[tuple[QueryPart, bool]]:
    """The parts that are wanted, divided before and after Chinese, and whether each can belong to a
    formula."""
    for part in parts:
        if part.is_quoted:
            yield part, False
        elif not (part.minus or part.name):
            for value in filter(None, BORDER.split(part.value)):
                yield replace(part, value=value), is_latex(value) or may_continue_latex(value)


def lexemes_of(run: str) -> list[str]:
    """The lexemes of a run: the word, a single character, or pairs of characters, with a trigram in
    place of two pairs that share a character in BETWEEN."""
    if not is_cjk(run):
        return [run.lower()[:LONGEST]]
    if len(run) == 1:
        return [run]
    threes = {i for i in range(1, len(run) - 1) if run[i] in BETWEEN}
    lexemes = [run[i - 1 : i + 2] for i in sorted(threes)]
    pairs = (i for i in range(len(run) - 1) if threes.isdisjoint((i, i + 1)))
    return lexemes + [run[i : i + 2] for i in pairs]


def phrase_text(found: tuple[str, ...]) -> str:
    """The phrase as it stands in the plain text; words are delimited by spaces, Chinese is not."""
    start = "" if is_cjk(found[0]) else " "
    end = "" if is_cjk(found[-1]) else " "
    return f"{start}{' '.join(found).lower()}{end}"


def facet_lexeme(kind: str, value: str) -> str:
    """The lexeme of a tag, a topic or a language."""
    return f"{kind}:{UNSAFE.sub('-', normalize('NFKC', value).lower().strip())[:LONGEST]}"


def title_lexeme(found: Iterable[str]) -> str:
    return f"is:{''.join(found).lower()[:LONGEST]}"
