"""The site behind a real PgBouncer, which gives each transaction another session of PostgreSQL."""

import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from benchmarks.serve.servers import Server, free_port
from tests.operations.sites import Site
from tests.operations.test_outage import execute, started, stopped
from tests.postgres import PostgreSQL
from tests.processes import running
from tests.torture.load import Reader, reading, statuses_of
from tests.torture.pgbouncer import pgbouncer
from tests.torture.writing import writer
from tests.waiting import wait_until

CHANGES = 12
SEARCHED = f"/search/?q=lighthouse{CHANGES - 1}"
ENQUEUE = """
import django; django.setup()
from tests.tasks.examples import make_tag
for number in range(20): make_tag.enqueue(f"tag-{number}")
"""
DONE = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
COMMANDS = ["rerender", "reindex", "audit_log", "record_articles"]  # long reads
PAGE, SEARCH = "pages", "searches"
READERS = [Reader(PAGE, "/?x={n}", {}, 0.05), Reader(SEARCH, "/search/?q=a", {}, 0.1)]


@pytest.fixture
def postgres():
    folder = Path(tempfile.mkdtemp(prefix="longwave-pgbouncer-"))
    folder.chmod(0o755)
    server = PostgreSQL(folder / "postgres")
    execute(server, "CREATE DATABASE longwave")
    yield server
    server.stop()
    shutil.rmtree(folder)


def pooled_site(folder, address):
    given = {"DATABASE_URL": address, "LONGWAVE_SEARCH_RATE": "0/10s"}
    return Site(folder, given={**given, "LONGWAVE_SECRET_KEY": "k" * 40})


@contextmanager
def both_started(sites):
    """All of them begin at once, on the same database."""
    with ExitStack() as stack:
        begun = []
        for site in sites:
            port = free_port()
            command = [sys.executable, "manage.py", "start"]
            given = {**site.variables, "PORT": str(port)}
            begun.append(
                (stack.enter_context(running(command, env=given, cwd=settings.BASE)), port)
            )
        yield [Server(process, port) for process, port in begun]


def shows(server, path, words):
    return words in server.get(path)[1].decode()


def test_a_site_behind_pgbouncer_does_all_it_does_without(postgres, tmp_path):
    with pgbouncer(postgres) as pool:
        first, second, third = (pooled_site(tmp_path / name, pool.address) for name in "abc")
        with both_started([first, second]) as servers:
            assert rows(pool, "SELECT count(*) FROM articles_user WHERE is_superuser") == [(1,)]
            with reading(servers[0].port, READERS) as load, writer(first) as author:
                for number in range(CHANGES):
                    is_seen_everywhere(author, servers, number)
                does_its_tasks(first, pool)
                for command in COMMANDS:
                    first.manage(command)
                first.manage("backup", tmp_path / "backup.tar")
                refusal = third.refusal("restore", str(tmp_path / "backup.tar"))
                assert "The site is running (longwave" in refusal
            for kind in (PAGE, SEARCH):
                print(load.said("before", kind))
            assert {status for status, _number in statuses_of(load.answers)} == {200}
            comes_back(postgres, servers)
        rows(pool, "UPDATE articles_article SET title = 'lost' RETURNING id")
        third.manage("restore", tmp_path / "backup.tar")
        titles = rows(pool, "SELECT title FROM articles_article WHERE slug = 'first'")
        assert titles == [(f"Title {CHANGES - 1}",)]
        assert "by PgBouncer" in first.run("manage.py", "doctor", "--language", "en").stdout


def rows(pool, statement):
    with psycopg.connect(pool.bare_address, autocommit=True) as connection:
        return connection.execute(statement).fetchall()


def is_seen_everywhere(author, servers, number):
    author.save(number)
    for server in servers:
        wait_until(lambda here=server: shows(here, "/articles/first/", f"Title {number}"))
        assert shows(server, f"/search/?q=lighthouse{number}", "/articles/first/")


def does_its_tasks(site, pool):
    site.do("-c", ENQUEUE)
    wait_until(lambda: rows(pool, DONE)[0][0] >= 20)


def comes_back(postgres, servers):
    """PgBouncer lets the site wait while PostgreSQL is gone; pages in memory are answered."""
    for server in servers:
        wait_until(lambda here=server: shows(here, "/articles/first/", "Title"))
    stopped(postgres)
    wait_until(lambda: "warning" in servers[0].get("/articles/first/")[0])
    started(postgres)
    for server in servers:
        wait_until(lambda here=server: "warning" not in here.get("/articles/first/")[0])
        wait_until(lambda here=server: shows(here, SEARCHED, "/articles/first/"))


def test_an_address_that_does_not_tell_of_pgbouncer_is_noticed(postgres, tmp_path):
    with pgbouncer(postgres) as pool:
        site = pooled_site(tmp_path / "a", pool.bare_address)
        assert "?pgbouncer=true" in site.refusal("migrate")
    with pgbouncer(postgres, "ignore_startup_parameters = options") as pool:
        site = pooled_site(tmp_path / "a", pool.bare_address)
        site.manage("migrate", "-v0")
        assert "?pgbouncer=true" in site.run("manage.py", "doctor", "--language", "en").stdout
