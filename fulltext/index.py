"""What both databases have in common: one row for each text, and how the best rows are found."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from .documents import EVERY, NUMBERS, Document, article_of, first_key
from .parser import Query, Term
from .ranking import Tier, everywhere, tiers

TABLE = "articles_searchentry"
WORDS = "articles_searchword"
# So many of the newest are looked at.
MOST = 1000
# A page of results says how many there are at least, where there are more than these.
ENOUGH = 100
# What has the lexemes of a phrase may lack the phrase, and only its text says so: so many are read,
# or as many as the page reaches, and of each tier so many more than it needs.
MOST_TEXTS = 500
MORE_TEXTS = 100


class Cursor(Protocol):
    """A DB-API cursor with `%s` for values, as Django gives it for every database."""

    def execute(self, sql: str, params: Sequence[Any] = ...) -> Any: ...
    def executemany(self, sql: str, param_list: Sequence[Sequence[Any]]) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Sql(NamedTuple):
    text: str
    values: Sequence[Any] = ()


class Row(NamedTuple):
    """Where one text stands in the index, and what was made of it."""

    key: int
    article: int
    digest: str
    document: Document


class Found(NamedTuple):
    """Ids of articles: the `best` that were asked for, in order, and the `newest` of all; their
    `total`, which is that of all there are where it `is_all`."""

    best: list[int]
    newest: list[int]
    total: int
    is_all: bool


class Asked(NamedTuple):
    """A query among what is `visible`: SQL whose first column, `pk`, is the id of an article."""

    query: Query
    visible: Sql
    today: date


class Step(NamedTuple):
    """The newest of what is `matching`: as many as are `wanted` of those that are `looked_at`."""

    matching: str
    looked_at: int
    wanted: int


class Search(NamedTuple):
    """The `steps` of a query, the last of which finds everything, from the `first` key to before
    the `end`; of the `phrases` each with whether it is wanted."""

    steps: Sequence[Step]
    visible: Sql
    first: int
    end: int
    phrases: Sequence[tuple[str, bool]] = ()


class Backend:
    """One of `sqlite.BACKEND` and `postgres.BACKEND`."""

    # Whether {} holds the text %s.
    holds = ""
    # SQL that puts in its place what was written in haste; nothing where it is there at once.
    tidying = ""

    # What differs

    def prepare(self, connection: Any) -> None:
        """Teach a new connection of the database what is asked of it."""

    def create(self, cursor: Cursor) -> None:
        """Make what the table cannot have by itself: the index of its lexemes."""
        raise NotImplementedError

    def drop(self, cursor: Cursor) -> None:
        """Take away what `create` made."""
        raise NotImplementedError

    def damage(self, cursor: Cursor) -> list[str]:
        """Where the index of the lexemes differs from the table."""
        return []

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        raise NotImplementedError

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        """Keep the words that are not known yet; they come in order, so that two can learn."""
        raise NotImplementedError

    def matching(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        """As the database asks for what has all that is required and all of the tier, and nothing
        that is excluded."""
        raise NotImplementedError

    def selection(self, search: Search) -> Sql:
        """A selection of a row for each step: its number, the keys in one value with commas
        between, and how many were looked at. A step that nobody needs may be left out."""
        raise NotImplementedError

    def written(self, keys: Sequence[int]) -> str:
        """A value that holds them all, however many they are."""
        raise NotImplementedError

    # What is the same

    def write(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        """Put the rows in place of those that their articles have."""
        self.remove(cursor, [row.article for row in rows])
        self.insert(cursor, rows)
        self.learn(cursor, sorted({word for row in rows for word in row.document.words}))

    def remove(self, cursor: Cursor, articles: Sequence[int]) -> None:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE article_id = %s", [(a,) for a in articles])

    def stored(self, cursor: Cursor, articles: Sequence[int]) -> dict[int, tuple[int, str]]:
        """The key and the digest of each of the articles that is in the index."""
        marks = ", ".join(["%s"] * len(articles)) or "NULL"
        cursor.execute(
            f"SELECT article_id, id, digest FROM {TABLE} WHERE article_id IN ({marks})", articles
        )
        return {article: (key, digest) for article, key, digest in cursor.fetchall()}

    def find(self, cursor: Cursor, asked: Asked, start: int, end: int) -> Found:
        """The best from `start` to before `end`, and the newest of all.

        Each tier gives its newest, as many as are wanted: nothing that is better can come behind
        them.
        """
        search = self.search(asked, end)
        cursor.execute(*self.selection(search))
        *better, (newest, looked_at) = ((numbers(ids), n) for _, ids, n in cursor.fetchall())
        ranked, last = in_order([*(keys for keys, _ in better), newest]), search.steps[-1]
        return Found(
            list(map(article_of, ranked[start:end])),
            list(map(article_of, sorted(newest, reverse=True))),
            min(len(ranked), last.wanted - 1),
            len(newest) < last.wanted and looked_at < last.looked_at,
        )

    def search(self, asked: Asked, end: int) -> Search:
        """What finds the best before the `end`."""
        query, spoken = asked.query, phrases(asked.query)
        steps = [self.step(query, tier, end, MORE_TEXTS * bool(spoken)) for tier in tiers(query)]
        enough = min(MOST, max(ENOUGH, 2 * end)) + 1
        everything = self.step(query, everywhere(query), enough)
        if spoken:
            everything = everything._replace(looked_at=max(MOST_TEXTS, end) + 1)
        return Search([*steps, everything], asked.visible, *days(query, asked.today), spoken)

    def step(self, query: Query, tier: Tier, wanted: int, more: int = 0) -> Step:
        required = query.facets if query.facets or tier else (EVERY,)
        excluded = [term.lexemes[0] for term in query.excluded if not term.phrase]
        return Step(self.matching(required, tier, excluded), wanted + more, wanted)

    def holding(self, search: Search) -> Sql:
        """Whether the text of the key `c.id` has the phrases, and none that is excluded."""
        holds = self.holds.format(f"(SELECT plain FROM {TABLE} e WHERE e.id = c.id)")
        each = [holds if is_wanted else f"NOT {holds}" for _, is_wanted in search.phrases]
        return Sql(" AND ".join(each) or "TRUE", [phrase for phrase, _ in search.phrases])

    def known(self, cursor: Cursor, words: Sequence[str], visible: Sql, today: date) -> list[str]:
        """Those of the words that something visible has, in their order."""
        queries = [Query(terms=(Term.of(word),)) for word in words]
        if not queries:
            return []
        # As more are wanted than looked at, no step is left out.
        steps = [self.step(query, everywhere(query), 2, -1) for query in queries]
        cursor.execute(*self.selection(Search(steps, visible, *days(Query(), today))))
        return [words[number] for number, _, looked_at in cursor.fetchall() if looked_at]

    def vocabulary(self, cursor: Cursor, shortest: int, longest: int) -> list[str]:
        """All words of these lengths, also of what nobody may see."""
        cursor.execute(
            f"SELECT word FROM {WORDS} WHERE length(word) BETWEEN %s AND %s", [shortest, longest]
        )
        return [word for (word,) in cursor.fetchall()]


ARTICLE = (1 << NUMBERS) - 1  # the bits of a key that are the article's id


def phrases(query: Query) -> list[tuple[str, bool]]:
    """Each with whether it is wanted."""
    wanted = [(term.phrase, True) for term in query.terms if term.phrase]
    return wanted + [(term.phrase, False) for term in query.excluded if term.phrase]


def numbers(text: str | None) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []


def in_order(parts: Sequence[Sequence[int]]) -> list[int]:
    """The keys by the first part that has them, then the newest first."""
    found: dict[int, None] = {}
    for part in parts:
        found.update(dict.fromkeys(sorted(part, reverse=True)))
    return list(found)


def days(query: Query, today: date) -> tuple[int, int]:
    """The keys from the first to behind the last day, and one day more: time zones differ."""
    first = query.after.toordinal() - 1 if query.after else 1
    end = min(day.toordinal() + 2 for day in (query.before or today, today))
    return first_key(first), first_key(end)
