"""The search index: one row per text, and the search for the best rows, for both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from .documents import EVERY_DOCUMENT, SearchDocument
from .parser import Query, QueryTerm
from .ranking import Tier, anywhere_tier, outside_text, scope_tier, tiers

TABLE = "articles_searchentry"
WORDS = "articles_searchword"
# Only this many of the newest matches are read.
MOST = 1000
# If there are more results than this, the page says "at least".
ENOUGH = 100
# A text with the lexemes of a phrase may not contain the phrase, so the text is read. Limits on the
# texts that are read: in total (or what the page needs), and additionally per tier.
MOST_TEXTS = 500
MORE_TEXTS = 100
ARTICLE_BITS = 32  # bits of a key that are the article's id


class Cursor(Protocol):
    """A DB-API cursor with `%s` placeholders, as Django provides it for every database."""

    def execute(self, sql: str, params: Sequence[Any] = ...) -> Any: ...
    def executemany(self, sql: str, param_list: Sequence[Sequence[Any]]) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Sql(NamedTuple):
    text: str
    values: Sequence[Any] = ()


class IndexRow(NamedTuple):
    """A row of the index."""

    key: int
    article: int
    digest: str
    document: SearchDocument


class SearchHits(NamedTuple):
    """Ids of articles: the `best` requested ones in order, and the `newest`; `total` is their
    number, or a lower bound unless `is_all`."""

    best: list[int]
    newest: list[int]
    total: int
    is_all: bool

    def followed_by(self, others: SearchHits, start: int, end: int) -> SearchHits:
        """These hits before the others; each article once."""
        best = list(dict.fromkeys([*self.best, *others.best]))
        newest = list(dict.fromkeys([*self.newest, *others.newest]))
        total = max(len(newest), self.total, others.total)
        return SearchHits(best[start:end], newest, total, self.is_all and others.is_all)


class SearchRequest(NamedTuple):
    """A query on `visible`: SQL whose first column, `pk`, is the id of an article."""

    query: Query
    visible: Sql
    today: date


class SearchStep(NamedTuple):
    """The newest rows that match: up to `wanted` of the `looked_at` newest ones."""

    matching: str
    looked_at: int
    wanted: int


class SearchPlan(NamedTuple):
    """The `steps` of a query, of which the last finds everything, for keys from `first` to before
    `end`. Each of the `phrases` has a flag: True if it is required, False if it is excluded."""

    steps: Sequence[SearchStep]
    visible: Sql
    first: int
    end: int
    phrases: Sequence[tuple[str, bool]] = ()


class Backend:
    """Base class of `sqlite_backend.BACKEND` and `postgres_backend.BACKEND`."""

    # SQL expression: whether {} contains the text %s.
    contains_sql = ""
    # SQL condition: whether the row `c` matches the expression %s of `match_expression()`.
    matches_sql = ""
    # SQL that merges pending index entries; "" if there are none.
    merge_pending_sql = ""

    # Specific to a database

    def prepare(self, connection: Any) -> None:
        """Set up a new database connection."""

    def create(self, cursor: Cursor) -> None:
        """Create the index of the lexemes, which is beside the table."""
        raise NotImplementedError

    def drop(self, cursor: Cursor) -> None:
        """Drop what `create` created."""
        raise NotImplementedError

    def integrity_errors(self, cursor: Cursor) -> list[str]:
        """Differences between the index of the lexemes and the table, as messages."""
        return []

    def insert(self, cursor: Cursor, rows: Sequence[IndexRow]) -> None:
        raise NotImplementedError

    def add_words(self, cursor: Cursor, words: Sequence[str]) -> None:
        """Add words to the vocabulary. They are sorted, so two transactions do not deadlock."""
        raise NotImplementedError

    def match_expression(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        """The database's match expression for all `required` lexemes, all groups of the tier, and
        none of the `excluded` lexemes."""
        raise NotImplementedError

    def steps_sql(self, search: SearchPlan) -> Sql:
        """SQL with a row for each step: its number, its keys separated by commas, and the number of
        rows read. Steps that are not needed may be missing."""
        raise NotImplementedError

    def keys_value(self, keys: Sequence[int]) -> str:
        """One SQL parameter that contains all keys, whatever their number."""
        raise NotImplementedError

    # Common to both

    def write(self, cursor: Cursor, rows: Sequence[IndexRow]) -> None:
        """Replace the rows of these articles."""
        self.remove(cursor, [row.article for row in rows])
        self.insert(cursor, rows)
        self.add_words(cursor, sorted({word for row in rows for word in row.document.words}))

    def remove(self, cursor: Cursor, articles: Sequence[int]) -> None:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE article_id = %s", [(a,) for a in articles])

    def stored(self, cursor: Cursor, articles: Sequence[int]) -> dict[int, tuple[int, str]]:
        """Key and digest of each of the articles that is in the index, by article id."""
        marks = ", ".join(["%s"] * len(articles)) or "NULL"
        cursor.execute(
            f"SELECT article_id, id, digest FROM {TABLE} WHERE article_id IN ({marks})", articles
        )
        return {article: (key, digest) for article, key, digest in cursor.fetchall()}

    def find(self, cursor: Cursor, request: SearchRequest, start: int, end: int) -> SearchHits:
        """The best results from `start` to before `end`, and the newest of all. What has the LaTeX
        of the query in formulas comes first."""
        if not request.query.formula_terms:
            return self.find_words(cursor, request, start, end)
        formulas = request._replace(query=request.query.with_formulas)
        first = self.find_words(cursor, formulas, 0, end)
        return first.followed_by(self.find_words(cursor, request, 0, end), start, end)

    def find_words(
        self, cursor: Cursor, request: SearchRequest, start: int, end: int
    ) -> SearchHits:
        """The same without regard to formulas.

        Each tier returns its newest rows, as many as are wanted, so no later row can rank higher.
        """
        search = self.search(request, end)
        cursor.execute(*self.steps_sql(search))
        *better, (newest, looked_at) = ((parse_keys(ids), n) for _, ids, n in cursor.fetchall())
        ranked, last = merge_ranked([*(keys for keys, _ in better), newest]), search.steps[-1]
        return SearchHits(
            list(map(article_of, ranked[start:end])),
            list(map(article_of, sorted(newest, reverse=True))),
            min(len(ranked), last.wanted - 1),
            len(newest) < last.wanted and looked_at < last.looked_at,
        )

    def matching(self, cursor: Cursor, query: Query, visible: Sql) -> set[int]:
        """The ids of all visible articles that match, published or not. Dates do not count."""
        step = self.step(query, anywhere_tier(query), 0)
        holding = self.phrase_condition(SearchPlan([step], visible, 0, 0, query_phrases(query)))
        cursor.execute(
            f"SELECT c.article_id FROM {TABLE} c WHERE {self.matches_sql}"
            f" AND c.article_id IN ({visible.text}) AND {holding.text}",
            [step.matching, *visible.values, *holding.values],
        )
        found = {article for (article,) in cursor.fetchall()}
        if query.formula_terms:
            found |= self.matching(cursor, query.with_formulas, visible)
        return found

    def search(self, request: SearchRequest, end: int) -> SearchPlan:
        """The steps that find the best results before `end`."""
        query, phrases = request.query, query_phrases(request.query)
        steps = [self.step(query, tier, end, MORE_TEXTS * bool(phrases)) for tier in tiers(query)]
        enough = min(MOST, max(ENOUGH, 2 * end)) + 1
        everything = self.step(query, anywhere_tier(query), enough)
        if phrases:
            everything = everything._replace(looked_at=max(MOST_TEXTS, end) + 1)
        return SearchPlan(
            [*steps, everything], request.visible, *key_range(query, request.today), phrases
        )

    def step(self, query: Query, tier: Tier, wanted: int, more: int = 0) -> SearchStep:
        required = query.facets if query.facets or tier else (EVERY_DOCUMENT,)
        excluded = [term.lexemes[0] for term in query.excluded if not term.phrase]
        matching = self.match_expression(
            required, (*tier, *scope_tier(query)), [*excluded, *outside_text(query)]
        )
        return SearchStep(matching, wanted + more, wanted)

    def phrase_condition(self, search: SearchPlan) -> Sql:
        """SQL condition: the text of the key `c.id` has all required and no excluded phrases."""
        holds = self.contains_sql.format(f"(SELECT plain FROM {TABLE} e WHERE e.id = c.id)")
        each = [holds if is_wanted else f"NOT {holds}" for _, is_wanted in search.phrases]
        return Sql(" AND ".join(each) or "TRUE", [phrase for phrase, _ in search.phrases])

    def findable_words(
        self, cursor: Cursor, words: Sequence[str], visible: Sql, today: date
    ) -> list[str]:
        """Those of the words that occur in a visible article, in the given order."""
        queries = [Query(terms=(QueryTerm.of(word),)) for word in words]
        if not queries:
            return []
        # More are wanted than are read, so that no step is left out.
        steps = [self.step(query, anywhere_tier(query), 2, -1) for query in queries]
        cursor.execute(*self.steps_sql(SearchPlan(steps, visible, *key_range(Query(), today))))
        return [words[number] for number, _, looked_at in cursor.fetchall() if looked_at]

    def vocabulary(self, cursor: Cursor, shortest: int, longest: int) -> list[str]:
        """All words of these lengths, including those of articles that are not visible."""
        cursor.execute(
            f"SELECT word FROM {WORDS} WHERE length(word) BETWEEN %s AND %s", [shortest, longest]
        )
        return [word for (word,) in cursor.fetchall()]


ARTICLE = (1 << ARTICLE_BITS) - 1  # the bits of a key that are the article's id


def query_phrases(query: Query) -> list[tuple[str, bool]]:
    """The phrases of a query; True for required, False for excluded ones."""
    wanted = [(term.phrase, True) for term in query.terms if term.phrase]
    return wanted + [(term.phrase, False) for term in query.excluded if term.phrase]


def parse_keys(text: str | None) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []


def merge_ranked(parts: Sequence[Sequence[int]]) -> list[int]:
    """The keys ordered by the first part that contains them, then the newest first."""
    found: dict[int, None] = {}
    for part in parts:
        found.update(dict.fromkeys(sorted(part, reverse=True)))
    return list(found)


def key_range(query: Query, today: date) -> tuple[int, int]:
    """The range of keys for the query's days, with a day added on each side for time zones."""
    first = query.after.toordinal() - 1 if query.after else 1
    end = min(day.toordinal() + 2 for day in (query.before or today, today))
    return first_key(first), first_key(end)


def index_key(article: int, published: date | None) -> int:
    """The key of an article: ordered by day of publication; negative if it is not published."""
    if published is None:
        return -article
    return first_key(published.toordinal()) | article


def first_key(day: int) -> int:
    """The first key of a day, as `date.toordinal()` counts days."""
    return day << ARTICLE_BITS


def article_of(key: int) -> int:
    """The id of a published article from its key."""
    return key & ((1 << ARTICLE_BITS) - 1)
