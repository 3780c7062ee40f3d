"""The index in PostgreSQL: a `tsvector` of the lexemes, with a GIN index.

It holds no positions: PostgreSQL keeps 256 of a lexeme at most, and none behind the 16,383rd word.
What needs them is looked for in the plain text of what has the lexemes.
"""

from collections.abc import Iterable, Sequence

from .index import TABLE, WORDS, Backend, Choice, Cursor, Row, Sql

SETUP = (
    # Long values outside the row: counting and sorting read the short ones alone.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"ALTER TABLE {TABLE} ALTER head SET STORAGE EXTERNAL",
    f"ALTER TABLE {TABLE} ALTER plain SET STORAGE EXTERNAL",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_lexemes ON {TABLE} USING gin (lexemes)",
)
# Where the planner must not go on thinking: reading by key would unpack every text on the way.
FENCE = "OFFSET 0"


class PostgreSQL(Backend):
    key = "l.id"

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, head, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))",
            [
                (*row[:3], row.document.head, row.document.plain, row.document.lexemes)
                for row in rows
            ],
        )

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.execute(
            f"INSERT INTO {WORDS} (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [list(words)],
        )

    def matching(self, choice: Choice, required: Sequence[str], excluded: Sequence[str]) -> Sql:
        wanted = [*map(quoted, required), *(f"!{quoted(lexeme)}" for lexeme in excluded)]
        if choice:
            wanted.append(f"({' | '.join(map(together, choice))})")
        rows = (
            f"SELECT id, plain FROM {TABLE} WHERE lexemes @@ %s::tsquery ORDER BY id DESC {FENCE}"
        )
        return Sql(f"FROM ({rows}) l WHERE TRUE", [" & ".join(wanted)])

    def has_phrase(self, is_wanted: bool) -> str:
        return f" AND strpos(l.plain, %s) {'>' if is_wanted else '='} 0"

    def keys(self, articles: Sequence[int]) -> Sql:
        return Sql("SELECT unnest(%s::bigint[])", [list(articles)])


def together(lexemes: Iterable[str]) -> str:
    return f"({' & '.join(map(quoted, lexemes))})"


def quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\")
    return f"'{escaped}'"


BACKEND = PostgreSQL()
