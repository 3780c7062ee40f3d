"""The real server, with its processes: each shows what was committed elsewhere."""

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from benchmarks.serve.live import READERS, readers, seconds_to_visible, text_of
from benchmarks.serve.servers import longwave
from tests.migrated import copy_to
from tests.operations import preloaded
from tests.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.asks_a_database]

MAKE = """
import django; django.setup()
from articles.models import Article, User
author, _ = User.objects.get_or_create(username="xiaoyun")
for slug, status in (("a", "published"), ("b", "draft")):
    Article.objects.filter(slug=slug).delete()
    Article.objects.create(title="First", slug=slug, status=status, body="text", author=author)
"""


@contextmanager
def database_of_its_own(address):
    """Beside that of the other tests, and migrated as they are."""
    server, _slash, _name = address.rpartition("/")
    name = f"processes_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE longwave")
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


# What is counted after two more wrong passwords: for the account, the address and the site
TRY = """
import django; django.setup()
from django.test import RequestFactory
from accounts.sign_in_throttle import Attempts, SignInAttempt
for _time in "12":
    SignInAttempt(RequestFactory().get("/"), "xiaoyun").begin()
print(*Attempts.objects.values_list("number", flat=True))
"""


@contextmanager
def migrated(folder, monkeypatch):
    database = str(folder / "longwave.sqlite3")
    if address := os.environ.get("DATABASE_URL"):
        with database_of_its_own(address) as database:
            monkeypatch.setenv("DATABASE_URL", database)
            yield database
    else:
        copy_to(Path(database))
        yield database


def run(program, folder):
    done = preloaded.run(("-c", program), {**os.environ, "LONGWAVE_DATA": str(folder)})
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def site(folder, monkeypatch):
    with ExitStack() as stack:
        database = stack.enter_context(migrated(folder, monkeypatch))
        run(MAKE, folder)
        yield stack.enter_context(longwave(folder)), database


def test_every_process_shows_a_change_by_plain_sql_and_all_send_one_purge(
    tmp_path, monkeypatch, cdn, subtests
):
    """As soon as all connections show it, none goes back."""
    monkeypatch.setenv("LONGWAVE_CDN_PURGE_URL", cdn.url)
    with site(tmp_path, monkeypatch) as (server, database):
        for number, title in enumerate(("Second", "Third"), start=2):
            seconds_to_visible(database, server.port, "a", title)
            with subtests.test("every process shows it"), readers(server.port) as everybody:
                pages = [text_of(reader, "/articles/a/") for reader in everybody]
                assert [title in page for page in pages] == [True] * READERS
            wait_until(lambda: len(cdn.received) >= number)  # noqa: B023
        assert server.get("/articles/b/")[1].count(b"First") == 0
        assert "br" in server.get("/articles/a/", Accept_Encoding="br")[0]["content-encoding"]
    with subtests.test("one purge for all of them"):
        assert len(cdn.received) == 3  # the first one at the start


def test_two_processes_share_the_counters_of_sign_ins(tmp_path, monkeypatch):
    with migrated(tmp_path, monkeypatch):
        answers = [run(TRY, tmp_path).split() for _process in "12"]
    assert answers == [["2"] * 3, ["4"] * 3]
