"""How the databases find what a public page shows: none looks at all articles in their table.

SQLite tells its plan at any size. PostgreSQL reads a small table from one end to the other, since
that is quickest, so that it is told not to: then it does so only where no index helps. It also
tells how many rows each step has seen.
"""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.detail import queries
from articles.lists import facets, pagination, topic_overview, year_chart
from articles.models import Article, PathRedirect
from articles.models.querysets import NEWEST_FIRST
from benchmarks.growing import pages, shelf
from tests.front.test_query_counts import addresses, fill

pytestmark = pytest.mark.slow

TABLES = (
    *("articles_article", "articles_taggedarticle", "articles_relation"),
    "articles_pathredirect",
)
NUMBER, SHORT, MOST = 1500, 50, 400


@pytest.fixture
def site(db):
    """One of each kind of page."""
    fill(40)
    told_not_to_scan()


@pytest.fixture
def long_lists(db, monkeypatch):
    """As on a large site, where what is looked at of a list is a small part of it."""
    for place, name in ((pagination, "BLOCK"), (facets, "SAMPLE"), (year_chart, "MOST_ARTICLES")):
        monkeypatch.setattr(place, name, SHORT)
    monkeypatch.setattr(topic_overview, "MOST_ARTICLES", SHORT // 5)  # of each of 20 topics
    shelf.fill(NUMBER)
    told_not_to_scan()


def told_not_to_scan() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL enable_seqscan = off")


def asked(client, address: str) -> Iterator[str]:
    """What a page asks the database for."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in {200, 301, 404}, address
    yield from (query["sql"] for query in captured if query["sql"].startswith("SELECT"))


def test_no_public_page_looks_at_all_articles(client, site):
    found = {}
    redirect_paths()
    more = ["/?page=3", "/page/2/", "/tags/llm/?page=2", "/old/7", "/old/none", "/?p=7", "/?p=none"]
    for address in [*addresses(), *more]:
        for sql in asked(client, address):
            if scans := full_scans(sql):
                found[address] = (scans, sql)
    assert not found


def redirect_paths() -> None:
    paths = (path for number in range(200) for path in (f"/old/{number}", f"/?p={number}"))
    PathRedirect.objects.set_paths(Article.objects.earliest("pk"), paths, "test")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not tell")
def test_no_public_page_sees_more_than_a_part_of_the_articles(client, long_lists):
    """But for counting them, once after a change, which an index is enough for."""
    found = {}
    for name, address in pages.addresses(NUMBER).items():
        for sql in asked(client, address):
            if not counts(sql) and (seen := most_seen(sql)) > MOST:
                found[name] = (seen, sql)
    assert not found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL says what it sees")
def test_entries_are_found_without_looking_at_the_others(long_lists):
    newest = Article.objects.published().order_by(*NEWEST_FIRST).values_list("pk", flat=True)
    steps: list[None] = []
    at = list(newest[MOST : MOST + 10])
    connection.connection.set_progress_handler(lambda: steps.append(None), 10)
    assert len(queries.list_entries(at)) == 10
    connection.connection.set_progress_handler(None, 0)
    # A look at an article takes SQLite ten steps of its machine.
    assert len(steps) < MOST


def counts(sql: str) -> bool:
    """Whether it counts whole lists; what a list can be narrowed to is counted in a part of it."""
    return ("COUNT(" in sql or "ROW_NUMBER" in sql) and 'AS "kind"' not in sql


def full_scans(sql: str) -> list[str]:
    """The steps of its plan that read a whole table of articles, their tags or their relations."""
    if connection.vendor == "postgresql":
        steps = steps_within(plan(sql))
        return [
            s["Relation Name"] for s in steps if s["Node Type"] == "Seq Scan" and of_articles(s)
        ]
    names = names_of_tables(sql)
    steps = [detail for *_numbers, detail in rows(f"EXPLAIN QUERY PLAN {sql}")]
    return [step for step in steps if is_full_scan(step, names)]


def most_seen(sql: str) -> int:
    """The most rows that one step of it has seen in one of the tables."""
    steps = filter(of_articles, steps_within(plan(sql, "ANALYZE, ")))
    return max((seen(step) for step in steps), default=0)


def seen(step: dict) -> int:
    each = step["Actual Rows"] + step.get("Rows Removed by Filter", 0)
    return int(each * step["Actual Loops"])


def plan(sql: str, options: str = "") -> dict:
    """PostgreSQL's."""
    (((found,),),) = [rows(f"EXPLAIN ({options}FORMAT JSON) {sql}")]
    return (found if isinstance(found, list) else json.loads(found))[0]["Plan"]


def steps_within(step: dict) -> Iterator[dict]:
    yield step
    for below in step.get("Plans", []):
        yield from steps_within(below)


def of_articles(step: dict) -> bool:
    return step.get("Relation Name") in TABLES


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def names_of_tables(sql: str) -> set[str]:
    """Those of TABLES and what the query calls them: "articles_article" U0."""
    words = sql.replace("(", " ").replace(")", " ").replace('"', "").split()
    pairs = zip(words, [*words[1:], ""], strict=True)
    aliases = {after for word, after in pairs if word in TABLES}
    return {*TABLES, *(alias for alias in aliases if alias[1:].isdigit())}


def is_full_scan(step: str, names: set[str]) -> bool:
    """SQLite says SCAN where nothing narrows; an index that has all that is wanted is no table."""
    words = step.split()
    return words[0] == "SCAN" and words[1] in names and "COVERING" not in words


def test_full_scans_are_noticed(site):
    assert full_scans("SELECT title FROM articles_article U0 WHERE title LIKE '%x%'")
    assert not full_scans("SELECT title FROM articles_article U0 WHERE slug = 'n1'")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not tell")
def test_what_is_seen_is_noticed(long_lists):
    assert most_seen("SELECT title FROM articles_article WHERE title LIKE '%x%'") >= NUMBER
    assert most_seen("SELECT title FROM articles_article WHERE slug = 'seeded-7'") == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles every query")
def test_postgresql_compiles_no_query(db):
    with connection.cursor() as cursor:
        assert cursor.execute("SHOW jit").fetchone() == ("off",)
