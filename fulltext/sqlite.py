"""The index in SQLite: FTS5 over the lexemes of the table, which triggers keep in step with it.

FTS5 keeps no positions, so that the index stays small: what needs them is looked for in the plain
text of what has the lexemes.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from .index import ARTICLE, TABLE, WORDS, Backend, Cursor, Row, Search, Sql
from .ranking import Alternative, Group, Tier

FTS = "articles_searchlexemes"
HOLDS = "articles_search_holds"
# Lexemes come one by one with spaces between: every other character is part of them.
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
TAKEN_DOWN = (
    f"DROP TRIGGER IF EXISTS {FTS}_added",
    f"DROP TRIGGER IF EXISTS {FTS}_removed",
    f"DROP TABLE IF EXISTS {FTS}",
)


class SQLite(Backend):
    holds = f"{HOLDS}(CAST({{}} AS BLOB), CAST(%s AS BLOB))"

    def prepare(self, connection: sqlite3.Connection) -> None:
        # Three times as fast as SQLite's own instr().
        connection.create_function(HOLDS, 2, bytes.__contains__, deterministic=True)

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def drop(self, cursor: Cursor) -> None:
        for statement in TAKEN_DOWN:
            cursor.execute(statement)

    def damage(self, cursor: Cursor) -> list[str]:
        try:
            cursor.execute(f"INSERT INTO {FTS}({FTS}, rank) VALUES ('integrity-check', 1)")
        except Exception as error:  # Django's, or sqlite3's
            return [f"{FTS}: {error}"]
        return []

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, %s)",
            [(*row[:3], row.document.plain, " ".join(row.document.lexemes)) for row in rows],
        )

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.executemany(
            f"INSERT OR IGNORE INTO {WORDS} (word) VALUES (%s)", [(word,) for word in words]
        )

    def matching(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        wanted = " AND ".join([*map(quoted, required), *map(one_of, tier)])
        without = " OR ".join(map(quoted, excluded))
        return f"({wanted}) NOT ({without})" if excluded else wanted

    def selection(self, search: Search) -> Sql:
        # The order in which the tables stand is the order in which they are read.
        newest = (
            f"SELECT l.rowid AS id FROM {FTS} l CROSS JOIN ({search.visible.text}) v"
            f" WHERE {FTS} MATCH %s AND l.rowid >= %s AND l.rowid < %s"
            f" AND v.pk = (l.rowid & {ARTICLE}) ORDER BY l.rowid DESC"
        )
        holding = self.holding(search)
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

    def written(self, keys: Sequence[int]) -> str:
        return json.dumps(keys)


def one_of(group: Group) -> str:
    return f"({' OR '.join(map(together, group))})"


def together(lexemes: Alternative) -> str:
    return f"({' AND '.join(map(quoted, lexemes))})"


def quoted(lexeme: str) -> str:
    return f'"{lexeme}"'


BACKEND = SQLite()
