"""What both databases have in common: one row for each text, and how the best rows are found."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from .documents import EVERY, NUMBERS, Document, article_of, first_key
from .queries import Query, Term
from .ranking import Tier, everywhere, tiers

TABLE = "articles_searchentry"
WORDS = "articles_searchword"
# So many of the newest are looked at. Of those with the lexemes of a phrase some lack it: of each
# tier so many more are looked at than the page needs.
MOST = 1000
MORE_PHRASES = 100


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


class Wanted(NamedTuple):
    """What is `matching`, from the `first` key to before the `end`."""

    matching: str
    first: int
    end: int


class Backend:
    """One of `sqlite.BACKEND` and `postgres.BACKEND`."""

    # Whether {} holds the text %s.
    holds = ""
    # The column `id` of rows, in one value, with commas between.
    joined = ""
    # Whether a tier that nobody needs is better asked about than worked out.
    is_guarded = False

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

    def newest(self, wanted: Wanted, visible: Sql, most: int, guard: str) -> Sql:
        """A selection of the keys of the newest articles; nothing where the guard says no."""
        raise NotImplementedError

    def keys(self, articles: Sequence[int]) -> Sql:
        """A selection of these ids, in one value however many they are."""
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
        parts = self.parts(asked, end)
        named = ", ".join(f"{name} AS ({part.text})" for name, part in parts.items())
        rows = " UNION ALL ".join(
            f"SELECT {number} AS number, {self.joined} FROM {name}"
            for number, name in enumerate(parts)
        )
        values = [value for part in parts.values() for value in part.values]
        cursor.execute(f"WITH {named} {rows} ORDER BY number", values)
        *better, looked = (numbers(text) for _, text in cursor.fetchall())
        newest = sorted(filter(None, looked), reverse=True)
        ranked = in_order([*better, newest])
        return Found(
            list(map(article_of, ranked[start:end])),
            list(map(article_of, newest)),
            min(len(ranked), MOST),
            len(looked) <= MOST,
        )

    def parts(self, asked: Asked, wanted: int) -> dict[str, Sql]:
        """The tiers by name, then what is `looked` at of everything."""
        parts: dict[str, Sql] = {}
        most = wanted + MORE_PHRASES * bool(phrases(asked.query))
        for number, tier in enumerate(tiers(asked.query)):
            full = [f"(SELECT COUNT(*) FROM {name} WHERE id > 0) < {wanted}" for name in parts]
            guard = " AND ".join(full) if self.is_guarded else ""
            found = self.candidates(asked, tier, most, guard or "TRUE")
            parts[f"tier{number}"] = self.verified(found, asked.query)
        looked = self.candidates(asked, everywhere(asked.query), MOST + 1)
        return {**parts, "looked": self.verified(looked, asked.query)}

    def candidates(self, asked: Asked, tier: Tier, most: int, guard: str = "TRUE") -> Sql:
        """The keys of the newest that have the lexemes."""
        query = asked.query
        required = query.facets if query.facets or tier else (EVERY,)
        excluded = [term.lexemes[0] for term in query.excluded if not term.phrase]
        wanted = Wanted(self.matching(required, tier, excluded), *days(query, asked.today))
        return self.newest(wanted, asked.visible, most, guard)

    def verified(self, found: Sql, query: Query) -> Sql:
        """The keys, 0 for each whose text lacks a phrase or has one that is excluded."""
        asked = phrases(query)
        if not asked:
            return found
        text = f"(SELECT plain FROM {TABLE} e WHERE e.id = c.id)"
        holds = self.holds.format(text)
        conditions = " AND ".join(holds if is_wanted else f"NOT {holds}" for _, is_wanted in asked)
        return Sql(
            f"SELECT CASE WHEN {conditions} THEN id ELSE 0 END AS id FROM ({found.text}) c",
            [*(phrase for phrase, _ in asked), *found.values],
        )

    def known(self, cursor: Cursor, words: Sequence[str], visible: Sql, today: date) -> list[str]:
        """Those of the words that something visible has, in their order."""
        parts, values = [], list[Any]()
        for word in words:
            asked = Asked(Query(terms=(Term.of(word),)), visible, today)
            found = self.candidates(asked, everywhere(asked.query), 1)
            parts.append(f"SELECT %s AS word WHERE EXISTS (SELECT 1 FROM ({found.text}) c)")
            values += [word, *found.values]
        if not parts:
            return []
        cursor.execute(" UNION ALL ".join(parts), values)
        return [word for (word,) in cursor.fetchall()]

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
    """The keys, 0 left out, by the first part that has them, then the newest first."""
    first: dict[int, int] = {}
    for number, part in enumerate(parts):
        for key in part:
            first.setdefault(key, number)
    first.pop(0, None)
    return sorted(first, key=lambda key: (first[key], -key))


def days(query: Query, today: date) -> tuple[int, int]:
    """The keys from the first to behind the last day, and one day more: time zones differ."""
    first = query.after.toordinal() - 1 if query.after else 1
    end = min(day.toordinal() + 2 for day in (query.before or today, today))
    return first_key(first), first_key(end)
