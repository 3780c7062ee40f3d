"""What both databases have in common: one row for each text, and how the best rows are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from .documents import EVERY, Document, first_key
from .queries import Query, Term
from .ranking import best

TABLE = "articles_searchentry"
WORDS = "articles_searchword"
# So many of the newest are looked at, and so many of each choice of the best. A phrase, which is
# looked for in the text of each, costs more.
MOST, FEW = 1000, 200
MOST_PHRASES, FEW_PHRASES = 200, 40

# Sets of lexemes, of which an article has one in full.
Choice = tuple[tuple[str, ...], ...]


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


@dataclass(frozen=True, slots=True)
class Hit:
    """`known` is what the SQL of what may be seen says of the article after its id."""

    article: int
    head: str
    known: tuple[Any, ...]


class Found(NamedTuple):
    """`is_all`: there are no others than these."""

    hits: list[Hit]
    is_all: bool


class Backend:
    """One of `sqlite.BACKEND` and `postgres.BACKEND`."""

    key = "l.id"
    join = "JOIN"

    # What differs

    def create(self, cursor: Cursor) -> None:
        """Make what the table cannot have by itself: the index of its lexemes."""
        raise NotImplementedError

    def drop(self, cursor: Cursor) -> None:
        """Take away what would outlive the table."""

    def damage(self, cursor: Cursor) -> list[str]:
        """Where the index of the lexemes differs from the table."""
        return []

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        raise NotImplementedError

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        """Keep the words that are not known yet; they come in order, so that two can learn."""
        raise NotImplementedError

    def matching(self, choice: Choice, required: Sequence[str], excluded: Sequence[str]) -> Sql:
        """FROM and WHERE of the rows `l` with all that is required, nothing that is excluded,
        and everything in one of the choices, if there are any."""
        raise NotImplementedError

    def has_phrase(self, is_wanted: bool) -> str:
        """The condition that the plain text of `l` has, or has not, what `%s` stands for."""
        raise NotImplementedError

    def keys(self, articles: Sequence[int]) -> Sql:
        """A selection of these keys, in one value however many they are."""
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

    def find(self, cursor: Cursor, query: Query, visible: Sql, today: date) -> Found:
        """The hits among what is `visible`: SQL whose first column, `pk`, is the id of an article.

        All of them; or, of very many, the newest and the newest of those that rank best.
        """
        most, few = bounds(query)
        newest = self.newest(query, (), today, most)
        choices = [self.newest(query, choice, today, few) for choice in best(query)]
        # Nobody needs to look for the best among few.
        enough = f"SELECT * FROM ({{}}) c WHERE (SELECT COUNT(*) FROM newest) >= {most}"
        parts = ["SELECT id FROM newest", *(enough.format(choice.text) for choice in choices)]
        sql = (
            f"WITH newest AS MATERIALIZED ({newest.text}),"
            f" found AS MATERIALIZED ({' UNION '.join(parts)})"
            f" SELECT (SELECT COUNT(*) FROM newest), e.head, v.*"
            f" FROM found {self.join} {TABLE} e ON e.id = found.id"
            f" {self.join} ({visible.text}) v ON v.pk = e.article_id"
        )
        inner = [value for part in (newest, *choices) for value in part.values]
        cursor.execute(sql, [*inner, *visible.values])
        rows = cursor.fetchall()
        hits = [Hit(article, head, tuple(known)) for _, head, article, *known in rows]
        return Found(hits, not rows or rows[0][0] < most)

    def known(self, cursor: Cursor, words: Sequence[str], visible: Sql, today: date) -> list[str]:
        """Those of the words that something visible has, in their order."""
        parts, values = [], list[Any]()
        for word in words:
            newest = self.newest(Query(terms=(Term.of(word),)), (), today, FEW)
            parts.append(
                f"SELECT %s AS word WHERE EXISTS (SELECT 1 FROM ({newest.text}) n"
                f" {self.join} {TABLE} e ON e.id = n.id"
                f" {self.join} ({visible.text}) v ON v.pk = e.article_id)"
            )
            values += [word, *newest.values, *visible.values]
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

    def newest(self, query: Query, choice: Choice, today: date, most: int) -> Sql:
        """The ids of the newest rows that match."""
        excluded = [term.lexemes[0] for term in query.excluded if not term.phrase]
        matching = self.matching(choice, required(query), excluded)
        wanted = [term.phrase for term in query.terms if term.phrase]
        unwanted = [term.phrase for term in query.excluded if term.phrase]
        phrases = self.has_phrase(True) * len(wanted) + self.has_phrase(False) * len(unwanted)
        text = (
            f"SELECT {self.key} AS id {matching.text} AND {self.key} >= %s AND {self.key} < %s"
            f"{phrases} ORDER BY {self.key} DESC LIMIT {most}"
        )
        return Sql(text, [*matching.values, *days(query, today), *wanted, *unwanted])


def required(query: Query) -> list[str]:
    """The lexemes that every hit has; one that all have where there are no others."""
    lexemes = (lexeme for term in query.terms for lexeme in term.lexemes)
    return list(dict.fromkeys((*query.facets, *lexemes))) or [EVERY]


def bounds(query: Query) -> tuple[int, int]:
    if any(term.phrase for term in (*query.terms, *query.excluded)):
        return MOST_PHRASES, FEW_PHRASES
    return MOST, FEW


def days(query: Query, today: date) -> tuple[int, int]:
    """The keys from the first to behind the last day, and one day more: time zones differ."""
    first = query.after.toordinal() - 1 if query.after else 1
    end = min(day.toordinal() + 2 for day in (query.before or today, today))
    return first_key(first), first_key(end)
