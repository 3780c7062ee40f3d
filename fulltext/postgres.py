"""The index in PostgreSQL: a `tsvector` of the lexemes, with a GIN index.

It holds no positions: PostgreSQL keeps 256 of a lexeme at most, and none behind the 16,383rd word.
What needs them is looked for in the plain text of what has the lexemes.
"""

from collections.abc import Iterable, Sequence

from .index import ARTICLE, TABLE, WORDS, Backend, Cursor, Row, Search, Sql
from .ranking import Alternative, Group, Tier

KEYS = "articles_search_keys"
LEXEMES = f"{TABLE}_lexemes"
SETUP = (
    # Long values outside the row, so that rows are read without them.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"ALTER TABLE {TABLE} ALTER plain SET STORAGE EXTERNAL",
    # Nobody asks for them, and taking them reads every text.
    f"ALTER TABLE {TABLE} ALTER lexemes SET STATISTICS 0",
    f"CREATE INDEX IF NOT EXISTS {LEXEMES} ON {TABLE} USING gin (lexemes)",
    # What is saved waits in a list, which every step of a search looks through: 2 MB, some 30
    # articles, take a millisecond. Without it whoever saves waits for each of two thousand lexemes.
    f"ALTER INDEX {LEXEMES} SET (fastupdate = on, gin_pending_list_limit = 2048)",
    # A sequential scan, which the planner takes for cheap, would unpack every text, and so would
    # one of the keys. In this language the plan is kept.
    f"CREATE OR REPLACE FUNCTION {KEYS}(wanted tsquery, first bigint, last bigint)"
    " RETURNS SETOF bigint LANGUAGE plpgsql STABLE"
    " SET enable_seqscan = off SET enable_indexscan = off"
    f" AS $$BEGIN RETURN QUERY SELECT id FROM {TABLE}"
    " WHERE lexemes @@ wanted AND id + 0 >= first AND id + 0 < last; END$$",
)
TAKEN_DOWN = (
    f"DROP FUNCTION IF EXISTS {KEYS}(tsquery, bigint, bigint)",
    f"DROP INDEX IF EXISTS {LEXEMES}",
)
# Where the planner must not go on thinking: rows are read in this order until there are enough.
FENCE = "OFFSET 0"


class PostgreSQL(Backend):
    holds = "(strpos({}, %s) > 0)"
    # The index may be about to be built.
    tidying = f"SELECT gin_clean_pending_list(to_regclass('{LEXEMES}'))"

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def drop(self, cursor: Cursor) -> None:
        for statement in TAKEN_DOWN:
            cursor.execute(statement)

    # One long text is written to the connection sooner than a list of thousands.

    def insert(self, cursor: Cursor, rows: Sequence[Row]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')))",
            [(*row[:3], row.document.plain, " ".join(row.document.lexemes)) for row in rows],
        )

    def learn(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.execute(
            f"INSERT INTO {WORDS} (word) SELECT unnest(string_to_array(%s, ' '))"
            " ON CONFLICT DO NOTHING",
            [" ".join(words)],
        )

    def matching(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        wanted = [*map(quoted, required), *map(one_of, tier)]
        return " & ".join([*wanted, *(f"!{quoted(lexeme)}" for lexeme in excluded)])

    def selection(self, search: Search) -> Sql:
        """Each step in turn until one has all that are wanted, then the last one. So the query
        names what is visible once: planning it takes longer than asking it."""
        last = len(search.steps) - 1
        wanted = search.steps[0].wanted
        number = f"CASE WHEN cardinality(ids) >= {wanted} THEN {last} ELSE number + 1 END"
        newest = (
            f"SELECT l.id FROM (SELECT id FROM {KEYS}((%s::text[])[n.number + 1]::tsquery, %s, %s)"
            f" k(id) ORDER BY id DESC {FENCE}) l CROSS JOIN LATERAL"
            f" (SELECT 1 FROM ({search.visible.text}) v WHERE v.pk = (l.id & {ARTICLE}) {FENCE}) s"
            f" ORDER BY l.id DESC LIMIT {each(step.looked_at for step in search.steps)}"
        )
        holding = self.holding(search)
        held = (
            f"SELECT id FROM (SELECT id FROM unnest(l.ids) u(id) ORDER BY id DESC {FENCE}) c"
            f" WHERE {holding.text} LIMIT {each(step.wanted for step in search.steps)}"
        )
        matching = [step.matching for step in search.steps]
        return Sql(
            "WITH RECURSIVE steps(number, ids, looked_at) AS"
            " (SELECT -1, NULL::bigint[], 0 UNION ALL SELECT n.number, h.ids, cardinality(l.ids)"
            f" FROM (SELECT {number} AS number FROM steps WHERE number < {last}) n"
            f" CROSS JOIN LATERAL (SELECT ARRAY({newest}) AS ids {FENCE}) l"
            f" CROSS JOIN LATERAL (SELECT ARRAY({held}) AS ids {FENCE}) h)"
            " SELECT number, array_to_string(ids, ','), looked_at FROM steps"
            " WHERE number >= 0 ORDER BY number",
            [matching, search.first, search.end, *search.visible.values, *holding.values],
        )

    def written(self, keys: Sequence[int]) -> str:
        return f"{{{','.join(map(str, keys))}}}"


def each(limits: Iterable[int]) -> str:
    """The limit of the step of the number."""
    return f"(ARRAY[{', '.join(map(str, limits))}])[n.number + 1]"


def one_of(group: Group) -> str:
    return f"({' | '.join(map(together, group))})"


def together(lexemes: Alternative) -> str:
    return f"({' & '.join(map(quoted, lexemes))})"


def quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\")
    return f"'{escaped}'"


BACKEND = PostgreSQL()
