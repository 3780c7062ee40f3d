"""The index in PostgreSQL: a `tsvector` of the lexemes, with a GIN index.

It stores no positions: PostgreSQL keeps at most 256 per lexeme, and none after the 16,383rd word.
Phrases are searched in the plain text of the rows that have the lexemes.
"""

from collections.abc import Iterable, Sequence

from .index import ARTICLE, TABLE, WORDS, Backend, Cursor, IndexRow, SearchPlan, Sql
from .ranking import Alternative, Group, Tier

KEYS = "articles_search_keys"
LEXEMES = f"{TABLE}_lexemes"
SETUP = (
    # Long values are stored outside the row, so that reading rows does not read them.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"ALTER TABLE {TABLE} ALTER plain SET STORAGE EXTERNAL",
    # No query uses these statistics, and gathering them reads every text.
    f"ALTER TABLE {TABLE} ALTER lexemes SET STATISTICS 0",
    f"CREATE INDEX IF NOT EXISTS {LEXEMES} ON {TABLE} USING gin (lexemes)",
    # The pending list makes saving fast: without it, each save updates two thousand lexemes. Every
    # search reads the list; 2 MB, about 30 articles, take a millisecond.
    f"ALTER INDEX {LEXEMES} SET (fastupdate = on, gin_pending_list_limit = 2048)",
    # Prevents sequential and index scans, which read every text and which the planner considers
    # cheap. A PL/pgSQL function also keeps its plan.
    f"CREATE OR REPLACE FUNCTION {KEYS}(wanted tsquery, first bigint, last bigint)"
    " RETURNS SETOF bigint LANGUAGE plpgsql STABLE"
    " SET enable_seqscan = off SET enable_indexscan = off"
    f" AS $$BEGIN RETURN QUERY SELECT id FROM {TABLE}"
    " WHERE lexemes @@ wanted AND id + 0 >= first AND id + 0 < last; END$$",
)
TEARDOWN = (
    f"DROP FUNCTION IF EXISTS {KEYS}(tsquery, bigint, bigint)",
    f"DROP INDEX IF EXISTS {LEXEMES}",
)
# An optimization fence: the planner does not merge subqueries across it, so rows are read in this
# order until there are enough.
FENCE = "OFFSET 0"


class PostgreSQLBackend(Backend):
    contains_sql = "(strpos({}, %s) > 0)"
    matches_sql = "c.lexemes @@ %s::tsquery"
    # The index may not exist yet.
    merge_pending_sql = f"SELECT gin_clean_pending_list(to_regclass('{LEXEMES}'))"

    def create(self, cursor: Cursor) -> None:
        for statement in SETUP:
            cursor.execute(statement)

    def drop(self, cursor: Cursor) -> None:
        for statement in TEARDOWN:
            cursor.execute(statement)

    # One long string is faster to send than a list of thousands.

    def insert(self, cursor: Cursor, rows: Sequence[IndexRow]) -> None:
        cursor.executemany(
            f"INSERT INTO {TABLE} (id, article_id, digest, plain, lexemes)"
            " VALUES (%s, %s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')))",
            [(*row[:3], row.document.plain, " ".join(row.document.lexemes)) for row in rows],
        )

    def add_words(self, cursor: Cursor, words: Sequence[str]) -> None:
        cursor.execute(
            f"INSERT INTO {WORDS} (word) SELECT unnest(string_to_array(%s, ' '))"
            " ON CONFLICT DO NOTHING",
            [" ".join(words)],
        )

    def match_expression(self, required: Sequence[str], tier: Tier, excluded: Sequence[str]) -> str:
        wanted = [*map(quote_in_tsquery, required), *map(any_in_tsquery, tier)]
        return " & ".join([*wanted, *(f"!{quote_in_tsquery(lexeme)}" for lexeme in excluded)])

    def steps_sql(self, search: SearchPlan) -> Sql:
        """Run each step until one has enough rows, then the last one. The recursion names the
        visible articles only once, because planning them takes longer than executing."""
        last = len(search.steps) - 1
        wanted = search.steps[0].wanted
        number = f"CASE WHEN cardinality(ids) >= {wanted} THEN {last} ELSE number + 1 END"
        newest = (
            f"SELECT l.id FROM (SELECT id FROM {KEYS}((%s::text[])[n.number + 1]::tsquery, %s, %s)"
            f" k(id) ORDER BY id DESC {FENCE}) l CROSS JOIN LATERAL"
            f" (SELECT 1 FROM ({search.visible.text}) v WHERE v.pk = (l.id & {ARTICLE}) {FENCE}) s"
            f" ORDER BY l.id DESC LIMIT {limit_of_step(step.looked_at for step in search.steps)}"
        )
        holding = self.phrase_condition(search)
        held = (
            f"SELECT id FROM (SELECT id FROM unnest(l.ids) u(id) ORDER BY id DESC {FENCE}) c"
            f" WHERE {holding.text} LIMIT {limit_of_step(step.wanted for step in search.steps)}"
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

    def keys_value(self, keys: Sequence[int]) -> str:
        return f"{{{','.join(map(str, keys))}}}"


def limit_of_step(limits: Iterable[int]) -> str:
    """The limit for the step with the number `n.number + 1`."""
    return f"(ARRAY[{', '.join(map(str, limits))}])[n.number + 1]"


def any_in_tsquery(group: Group) -> str:
    return f"({' | '.join(map(all_in_tsquery, group))})"


def all_in_tsquery(lexemes: Alternative) -> str:
    return f"({' & '.join(map(quote_in_tsquery, lexemes))})"


def quote_in_tsquery(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\")
    return f"'{escaped}'"


BACKEND = PostgreSQLBackend()
