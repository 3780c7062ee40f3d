"""The index in SQLite: FTS5 over the lexemes of the table, which triggers keep in step with it.

FTS5 keeps no positions, so that the index stays small: what needs them is looked for in the plain
text of what has the lexemes.
"""

import json
from collections.abc import Iterable, Sequence

from .index import TABLE, WORDS, Backend, Choice, Cursor, Row, Sql

FTS = "articles_searchlexemes"
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


class SQLite(Backend):
    key = "l.rowid"
    # The order in which the tables stand is the order in which they are read.
    join = "CROSS JOIN"

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def drop(self, cursor: Cursor) -> None:
        cursor.execute(f"DROP TABLE IF EXISTS {FTS}")

    def damage(self, cursor: Cursor) -> list[str]:
        try:
            cursor.execute(f"INSERT INTO {FTS}({FTS}, rank) VALUES ('integrity-check', 1)")
        except Exception as error:  # Django's, or sqlite3's
            return [f"{FTS}: {error}"]
        return []

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, head, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (*row[:3], row.document.head, row.document.plain, " ".join(row.document.lexemes))
                for row in rows
            ],
        )

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.executemany(
            f"INSERT OR IGNORE INTO {WORDS} (word) VALUES (%s)", [(word,) for word in words]
        )

    def matching(self, choice: Choice, required: Sequence[str], excluded: Sequence[str]) -> Sql:
        wanted = " AND ".join(map(quoted, required))
        if choice:
            wanted += f" AND ({' OR '.join(map(together, choice))})"
        if excluded:
            wanted = f"({wanted}) NOT ({' OR '.join(map(quoted, excluded))})"
        return Sql(f"FROM {FTS} l WHERE {FTS} MATCH %s", [wanted])

    def has_phrase(self, is_wanted: bool) -> str:
        sign = ">" if is_wanted else "="
        return f" AND instr((SELECT plain FROM {TABLE} e WHERE e.id = l.rowid), %s) {sign} 0"

    def keys(self, articles: Sequence[int]) -> Sql:
        return Sql("SELECT value FROM json_each(%s)", [json.dumps(articles)])


def together(lexemes: Iterable[str]) -> str:
    return f"({' AND '.join(map(quoted, lexemes))})"


def quoted(lexeme: str) -> str:
    return f'"{lexeme}"'


BACKEND = SQLite()
