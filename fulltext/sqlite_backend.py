"""The index in SQLite: an FTS5 table of the lexemes, which triggers keep up to date.

FTS5 stores no positions here, which keeps the index small. Phrases are searched in the plain text
of the rows that have the lexemes.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from .index import ARTICLE, TABLE, WORDS, Backend, Cursor, IndexRow, SearchPlan, Sql
from .ranking import Alternative, Group, Tier

FTS = "articles_searchlexemes"
HOLDS = "articles_search_holds"
# Lexemes are separated by spaces; every other character is part of a lexeme.
OPTIONS = (
    f"lexemes, content='{TABLE}', content_rowid='id', detail=none, columnsize=0, "
    "tokenize=\"ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~'\""
)
SETUP = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5({OPTIONS})",
    f"CREATE TRIGGER IF NOT EXISTS {FTS}_added AFTER INSERT ON {TABLE} BEGIN"
    f" INSERT INTO {FTS}(rowid, lexemes) VALUES (new.id, new.lexemes); END",
    f"CREATE TRIGGER IF NOT EXISTS {FTS}_removed AFTER DELETE ON {TABLE} BEGIN"
    f" INSERT INTO {FTS}({FTS}, rowid, lexemes) VALUES ('delete', old.id, old.lexemes); END",
)
TEARDOWN = (
    f"DROP TRIGGER IF EXISTS {FTS}_added",
    f"DROP TRIGGER IF EXISTS {FTS}_removed",
    f"DROP TABLE IF EXISTS {FTS}",
)


class SQLiteBackend(Backend):
    contains_sql = f"{HOLDS}(CAST({{}} AS BLOB), CAST(%s AS BLOB))"
    matches_sql = f"c.id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)"

    def prepare(self, connection: sqlite3.Connection) -> None:
        # Three times as fast as SQLite's instr().
        connection.create_function(HOLDS, 2, bytes.__contains__, deterministic=True)

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def drop(self, cursor: Cursor) -> None:
        for statement in TEARDOWN:
            cursor.execute(statement)

    def integrity_errors(self, cursor: Cursor) -> list[str]:
        try:
            cursor.execute(f"INSERT INTO {FTS}({FTS}, rank) VALUES ('integrity-check', 1)")
        except Exception as error:  # a subclass of Django's or of sqlite3's DatabaseError
            return [f"{FTS}: {error}"]
        return []

    def insert(self, cursor: Cursor, rows: Sequence[IndexRow]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, %s)",
            [(*row[:3], row.document.plain, " ".join(row.document.lexemes)) for row in rows],
        )

    def add_words(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.executemany(
            f"INSERT OR IGNORE INTO {WORDS} (word) VALUES (%s)", [(word,) for word in words]
        )

    def match_expression(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        wanted = " AND ".join([*map(quote_in_fts, required), *map(any_in_fts, tier)])
        without = " OR ".join(map(quote_in_fts, excluded))
        return f"({wanted}) NOT ({without})" if excluded else wanted

    def steps_sql(self, search: SearchPlan) -> Sql:
        # CROSS JOIN makes SQLite read the tables in this order.
        newest = (
            f"SELECT l.rowid AS id FROM {FTS} l CROSS JOIN ({search.visible.text}) v"
            f" WHERE {FTS} MATCH %s AND l.rowid >= %s AND l.rowid < %s"
            f" AND v.pk = (l.rowid & {ARTICLE}) ORDER BY l.rowid DESC"
        )
        holding = self.phrase_condition(search)
        named, rows, values = [], [], list[Any]()
        for number, (matching, looked_at, wanted) in enumerate(search.steps):
            named.append(f"step{number} AS MATERIALIZED ({newest} LIMIT {looked_at})")
            values += [*search.visible.values, matching, search.first, search.end]
            held = f"SELECT id FROM step{number} c WHERE {holding.text} LIMIT {wanted}"
            rows.append(
                f"SELECT {number} AS number, (SELECT group_concat(id) FROM ({held})),"
                f" (SELECT COUNT(*) FROM step{number})"
            )
        values += [value for _ in search.steps for value in holding.values]
        return Sql(f"WITH {', '.join(named)} {' UNION ALL '.join(rows)} ORDER BY number", values)

    def keys_value(self, keys: Sequence[int]) -> str:
        return json.dumps(keys)


def any_in_fts(group: Group) -> str:
    return f"({' OR '.join(map(all_in_fts, group))})"


def all_in_fts(lexemes: Alternative) -> str:
    return f"({' AND '.join(map(quote_in_fts, lexemes))})"


def quote_in_fts(lexeme: str) -> str:
    return f'"{lexeme}"'


BACKEND = SQLiteBackend()
