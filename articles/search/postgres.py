"""The index in PostgreSQL: a `tsvector` of the lexemes, with a GIN index.

It holds no positions: PostgreSQL keeps 256 of a lexeme at most, and none behind the 16,383rd word.
What needs them is looked for in the plain text of what has the lexemes.
"""

from collections.abc import Sequence

from .index import ARTICLE, TABLE, WORDS, Backend, Cursor, Row, Sql, Wanted
from .ranking import Alternative, Group, Tier

KEYS = "articles_search_keys"
SETUP = (
    # Long values outside the row, so that rows are read without them.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"ALTER TABLE {TABLE} ALTER plain SET STORAGE EXTERNAL",
    # Nobody asks for them, and taking them reads every text.
    f"ALTER TABLE {TABLE} ALTER lexemes SET STATISTICS 0",
    # Without a list of what is pending, which every search would have to look through.
    f"CREATE INDEX IF NOT EXISTS {TABLE}_lexemes ON {TABLE} USING gin (lexemes)"
    " WITH (fastupdate = off)",
    # A sequential scan, which the planner takes for cheap, would unpack every text.
    f"CREATE OR REPLACE FUNCTION {KEYS}(wanted tsquery, first bigint, last bigint)"
    " RETURNS SETOF bigint LANGUAGE sql STABLE"
    " SET enable_seqscan = off SET enable_indexscan = off"
    f" AS 'SELECT id FROM {TABLE} WHERE lexemes @@ wanted AND id >= first AND id < last'",
)
TAKEN_DOWN = (
    f"DROP FUNCTION IF EXISTS {KEYS}(tsquery, bigint, bigint)",
    f"DROP INDEX IF EXISTS {TABLE}_lexemes",
)
# Where the planner must not go on thinking: rows are read in this order until there are enough.
FENCE = "OFFSET 0"


class PostgreSQL(Backend):
    holds = "(strpos({}, %s) > 0)"
    joined = "string_agg(id::text, ',')"
    is_guarded = True

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def drop(self, cursor: Cursor) -> None:
        for statement in TAKEN_DOWN:
            cursor.execute(statement)

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]))",
            [(*row[:3], row.document.plain, row.document.lexemes) for row in rows],
        )

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.execute(
            f"INSERT INTO {WORDS} (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [list(words)],
        )

    def matching(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        wanted = [*map(quoted, required), *map(one_of, tier)]
        return " & ".join([*wanted, *(f"!{quoted(lexeme)}" for lexeme in excluded)])

    def newest(self, wanted: Wanted, visible: Sql, most: int, guard: str) -> Sql:
        keys = f"SELECT id FROM {KEYS}(%s::tsquery, %s, %s) k(id) ORDER BY id DESC {FENCE}"
        seen = f"SELECT 1 FROM ({visible.text}) v WHERE v.pk = (l.id & {ARTICLE}) {FENCE}"
        return Sql(
            f"SELECT l.id FROM ({keys}) l CROSS JOIN LATERAL ({seen}) s"
            f" WHERE {guard} ORDER BY l.id DESC LIMIT {most}",
            [*wanted, *visible.values],
        )

    def keys(self, articles: Sequence[int]) -> Sql:
        return Sql("SELECT unnest(%s::bigint[])", [list(articles)])


def one_of(group: Group) -> str:
    return f"({' | '.join(map(together, group))})"


def together(lexemes: Alternative) -> str:
    return f"({' & '.join(map(quoted, lexemes))})"


def quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\")
    return f"'{escaped}'"


BACKEND = PostgreSQL()
