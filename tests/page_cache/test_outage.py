"""While the database is away: what a look vouched for last, for a while, and nothing older."""

from threading import Thread

import pytest
from django.db import connection, connections

from blog.database import (
    AUTHOR,
    LOOKING,
    READER,
    SILENT,
    SILENT_FOR_AUTHORS,
    Guard,
    for_author,
    for_reader,
)
from blog.page_cache import PageCache, Watch
from tests.page_cache.conftest import Reader

STALE = 600.0


@pytest.fixture
def away():
    return []


@pytest.fixture
def watch(site, monkeypatch, away):
    monkeypatch.setattr(Watch, "start", lambda self: None)
    return Watch(site.look, 2**20, site.clock, lambda: bool(away), STALE)


@pytest.fixture
def reader(site, watch):
    return Reader(PageCache(site.application, watch))


def leave(site, away):
    """Longer ago than a lease."""
    site.is_down = True
    away.append(True)
    site.now += 5


def test_the_last_page_is_answered_and_marked(site, reader, away):
    tag = reader.get().headers["ETag"]
    leave(site, away)
    answer = reader.get()
    assert (answer.status, answer.body) == ("200 OK", site.text.encode())
    assert answer.headers["Warning"].startswith("111 ")
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert reader.get(if_none_match=tag).status == "304 Not Modified"
    assert len(site.built) == 1


def test_a_cache_in_front_is_not_told_to_keep_it(site, reader, away):
    site.headers[1] = ("Cache-Control", "public, max-age=0, s-maxage=86400")
    reader.get()
    leave(site, away)
    assert "s-maxage" not in reader.get().headers["Cache-Control"]


@pytest.mark.parametrize(
    "request_of_one", [{"cookie": "sessionid=x"}, {"path": "/admin/"}, {"path": "/other/"}]
)
def test_what_is_not_in_memory_reaches_django(site, reader, away, request_of_one):
    reader.get()
    leave(site, away)
    reader.get(**request_of_one)
    assert len(site.built) == 2


def test_not_for_ever(site, reader, away):
    reader.get()
    leave(site, away)
    site.now = STALE
    reader.get()
    assert len(site.built) == 2


def test_nothing_is_kept_of_what_is_built_meanwhile(site, reader, watch, away):
    reader.get()
    leave(site, away)
    site.text = "built during the outage"
    reader.get("/other/")
    assert len(watch.generation.pages) == 1


def test_what_a_look_has_seen_to_be_withdrawn_is_not_answered(site, reader, watch, away):
    """Though its successor is still being built when the database goes."""
    reader.get()
    seen = []

    def goes(new, old, until):
        leave(site, away)
        seen.append(reader.get("/"))

    watch.rebuild = goes
    site.version, site.text = 2, "withdrawn"
    watch.turn()
    assert [answer.body for answer in seen] == [b"withdrawn"]  # as Django says it, not from memory
    assert len(site.built) == 2


def test_a_look_comes_first_when_it_is_back(site, reader, watch, away):
    reader.get()
    leave(site, away)
    reader.get()
    site.version, site.text, site.is_down = 2, "new", False
    away.clear()
    assert reader.get().body == b"new"


def test_a_look_that_fails_otherwise_lets_nothing_be_answered(site, reader, away):
    """A database without our triggers is there, and says nothing of what is in memory."""
    reader.get()
    site.is_down = True
    site.now += 5
    reader.get()
    assert len(site.built) == 2


def test_the_thread_goes_on_when_a_page_that_is_built_ahead_fails(site, watch, reader):
    reader.get()

    def broken(new, old, until):
        raise RuntimeError("a bug")

    watch.rebuild = broken
    site.version = 2
    with pytest.raises(RuntimeError):
        watch.turn()
    assert watch.generation.mark == 2
    assert watch.coming is None


# The guard


class Connection:
    """What a thread waits on."""

    def __init__(self):
        self.cuts, self.connection = 0, self

    def fileno(self):
        self.cuts += 1
        raise OSError("in place of a socket")


@pytest.fixture
def guard():
    return Guard()


def using(guard, monkeypatch):
    connection = Connection()
    monkeypatch.setattr("blog.database.connections", {"default": connection})
    return connection


def turns(guard, number):
    for _turn in range(number):
        guard.turn()


def test_a_look_that_is_not_answered_says_that_the_database_is_away(guard, monkeypatch):
    look, reader = using(guard, monkeypatch), Connection()
    with guard.looking():
        monkeypatch.setattr("blog.database.connections", {"default": reader})
        with guard.guarding():
            turns(guard, SILENT - 1)
            assert (guard.is_away, reader.cuts) == (False, 0)
            guard.turn()
            assert (guard.is_away, reader.cuts, look.cuts) == (True, 1, 0)
        turns(guard, LOOKING)
        assert look.cuts
    assert not guard.is_away


def test_an_author_is_given_longer(guard, monkeypatch):
    author = using(guard, monkeypatch)
    with guard.looking(), guard.guarding(10**9, SILENT_FOR_AUTHORS):
        turns(guard, SILENT_FOR_AUTHORS - 1)
        assert not author.cuts
        guard.turn()
        assert author.cuts


def test_a_slow_query_is_no_outage_while_looks_are_answered(guard, monkeypatch):
    reader = using(guard, monkeypatch)
    with guard.guarding():
        for _time in range(10):
            with guard.looking():
                turns(guard, SILENT - 1)
        assert not guard.is_away
        assert not reader.cuts
        turns(guard, 200)
        assert reader.cuts  # for ever is too long all the same


def test_who_does_not_look_has_not_waited(guard):
    turns(guard, 1000)
    assert not guard.is_away


@pytest.mark.django_db
def test_the_guard_sees_the_connection_of_who_waits(guard, monkeypatch):
    """A thread of its own would get a connection of its own."""
    cut = []
    monkeypatch.setattr("blog.database.Guarded.cut", lambda self: cut.append(self.connection))
    with guard.guarding(most=1):
        thread = Thread(target=guard.turn)
        thread.start()
        thread.join()
    assert cut == [connections["default"]]
    assert cut[0].connection is not None


@pytest.mark.django_db
@pytest.mark.skipif("config.getoption('--postgres')", reason="of SQLite's file")
@pytest.mark.parametrize(("who", "seconds"), [(for_author, AUTHOR), (for_reader, READER)])
def test_the_first_query_of_a_thread_waits_as_long_as_any_other(who, seconds):
    found = []

    def ask():
        with who(), connection.cursor() as cursor:
            found.append(cursor.execute("PRAGMA busy_timeout").fetchone())
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [(int(seconds * 1000),)]
