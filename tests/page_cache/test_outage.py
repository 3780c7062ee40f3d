"""An outage of the database: stale pages for a limited time, and the guard of connections."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import psycopg
import pytest
from django.db import OperationalError, close_old_connections, connection, connections

from blog.database import (
    AUTHOR_LOCK_WAIT,
    LOCK_KNOWN_FOR,
    POLL_LIMIT,
    READER_LOCK_WAIT,
    UNANSWERED,
    UNANSWERED_FOR_AUTHORS,
    DatabaseGuard,
    GuardedConnection,
    author_limits,
    reader_limits,
)
from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.generations import WouldWait
from blog.page_cache.middleware import MAY_BUILD
from blog.page_cache.page_key import PageKey
from tests.page_cache.conftest import Reader

STALE = 600.0


@pytest.fixture
def outage():
    return []


@pytest.fixture
def tracker(site, monkeypatch, outage):
    monkeypatch.setattr(GenerationTracker, "start", lambda self: None)
    return GenerationTracker(site.poll, 2**20, site.clock, lambda: bool(outage), STALE)


@pytest.fixture
def reader(site, tracker):
    return Reader(PageCache(site.application, tracker))


def go_down(site, outage):
    """The database becomes unreachable, and the lease ends."""
    site.is_down = True
    outage.append(True)
    site.now += 5


def test_the_last_page_is_answered_with_a_warning(site, reader, outage):
    tag = reader.get().headers["ETag"]
    go_down(site, outage)
    answer = reader.get()
    assert (answer.status, answer.body) == ("200 OK", site.text.encode())
    assert answer.headers["Warning"].startswith("110 ")
    assert answer.headers["Age"] == "5"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert reader.get(if_none_match=tag).status == "304 Not Modified"
    assert len(site.built) == 1


def test_a_stale_page_has_no_s_maxage(site, reader, outage):
    site.headers[1] = ("Cache-Control", "public, max-age=0, s-maxage=86400")
    reader.get()
    go_down(site, outage)
    assert "s-maxage" not in reader.get().headers["Cache-Control"]


@pytest.mark.parametrize(
    "request_of_one", [{"cookie": "sessionid=x"}, {"path": "/admin/"}, {"path": "/other/"}]
)
def test_other_requests_reach_django(site, reader, outage, request_of_one):
    reader.get()
    go_down(site, outage)
    reader.get(**request_of_one)
    assert len(site.built) == 2


def test_stale_pages_have_a_time_limit(site, reader, outage):
    reader.get()
    go_down(site, outage)
    site.now = STALE
    reader.get()
    assert len(site.built) == 2


def test_pages_built_during_an_outage_are_not_cached(site, reader, tracker, outage):
    reader.get()
    go_down(site, outage)
    site.text = "built during the outage"
    reader.get("/other/")
    assert len(tracker.generation.pages) == 1


def test_a_withdrawn_page_is_not_answered_during_an_outage(site, reader, tracker, outage):
    """Though the new page is being built when the database becomes unreachable."""
    reader.get()
    seen = []

    def goes(new, old, until):
        go_down(site, outage)
        seen.append(reader.get("/"))

    tracker.rebuild = goes
    site.version, site.text = 2, "withdrawn"
    tracker.tick()
    assert [answer.body for answer in seen] == [b"withdrawn"]  # from Django, not from the cache
    assert len(site.built) == 2


def test_the_first_request_after_an_outage_polls(site, reader, tracker, outage):
    reader.get()
    go_down(site, outage)
    reader.get()
    site.version, site.text, site.is_down = 2, "new", False
    outage.clear()
    assert reader.get().body == b"new"


def test_other_errors_of_a_poll_stop_the_cache(site, reader, outage):
    """For example a database without the triggers: it is reachable, but its version is unknown."""
    reader.get()
    site.is_down = True
    site.now += 5
    reader.get()
    assert len(site.built) == 2


def test_an_error_in_a_rebuilt_page_does_not_stop_the_thread(site, tracker, reader):
    reader.get()

    def broken(new, old, until):
        raise RuntimeError("a bug")

    tracker.rebuild = broken
    site.version = 2
    with pytest.raises(RuntimeError):
        tracker.tick()
    assert tracker.generation.version == 2
    assert tracker.coming is None


# A database that answers late, or a thread that may not wait


def test_a_late_database_makes_nobody_wait_for_a_poll(site, monkeypatch):
    late = []
    monkeypatch.setattr(GenerationTracker, "start", lambda self: None)
    tracker = GenerationTracker(
        site.poll, 2**20, site.clock, stale=STALE, is_late=lambda: bool(late)
    )
    reader = Reader(PageCache(site.application, tracker))
    reader.get()
    late.append(True)
    site.now += 5
    assert reader.get().headers["Warning"].startswith("110 ")
    tracker.tick()  # it answers at last: the page is confirmed, and lasts as long as ever
    assert "Warning" not in reader.get().headers
    site.now += 5
    assert "Warning" in reader.get().headers
    site.version, site.text = 2, "new"
    tracker.tick()
    site.now += 5
    assert reader.get().body == b"new"  # built: the former page is known to be wrong
    assert len(site.built) == 2


def test_the_event_loop_neither_polls_nor_waits_for_a_page(site, tracker):
    cache = PageCache(site.application, tracker)
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a", "wsgi.url_scheme": "http"}
    sent = []

    def ask(may_build):
        return cache({**asked, MAY_BUILD: may_build}, lambda *said: sent.append(said))

    for may_build in (True, False):
        with pytest.raises(WouldWait):
            ask(may_build)  # no poll has confirmed a version
    tracker.tick()
    with pytest.raises(WouldWait):
        ask(False)
    key = PageKey.from_environ(asked)
    tracker.generation.pending[key] = None
    with pytest.raises(WouldWait):
        ask(True)  # another thread is building it
    del tracker.generation.pending[key]
    assert not site.built
    assert not sent
    ask(True)
    ask(False)
    assert len(site.built) == 1


# The guard


class Connection:
    """In place of a connection: counts how often it is cut."""

    alias = "default"

    def __init__(self):
        self.cuts, self.connection = 0, self

    def fileno(self):
        self.cuts += 1
        raise psycopg.OperationalError("the connection is lost")  # as if it were closed meanwhile


@pytest.fixture
def guard():
    return DatabaseGuard()


def using(guard, monkeypatch):
    connection = Connection()
    monkeypatch.setattr("blog.database.connections", {"default": connection})
    return connection


def ticks(guard, number):
    for _tick in range(number):
        guard.tick()


def test_an_unanswered_poll_marks_the_database_unreachable(guard, monkeypatch):
    poll, reader = using(guard, monkeypatch), Connection()
    with guard.polling():
        monkeypatch.setattr("blog.database.connections", {"default": reader})
        with guard.limiting():
            ticks(guard, UNANSWERED - 1)
            assert (guard.is_unreachable, reader.cuts) == (False, 0)
            guard.tick()
            assert (guard.is_unreachable, reader.cuts, poll.cuts) == (True, 1, 0)
        ticks(guard, POLL_LIMIT)
        assert poll.cuts
    assert guard.is_unreachable  # a database that answers so late is of no use
    with guard.polling():
        pass
    assert not guard.is_unreachable


def test_authors_have_more_time(guard, monkeypatch):
    using(guard, monkeypatch)
    author = Connection()
    with guard.polling():
        monkeypatch.setattr("blog.database.connections", {"default": author})
        with guard.limiting(10**9, UNANSWERED_FOR_AUTHORS):
            ticks(guard, UNANSWERED_FOR_AUTHORS - 1)
            assert not author.cuts
            guard.tick()
            assert author.cuts


def test_a_slow_query_is_no_outage_while_polls_are_answered(guard, monkeypatch):
    reader = using(guard, monkeypatch)
    with guard.limiting():
        for _time in range(10):
            with guard.polling():
                ticks(guard, UNANSWERED - 1)
        assert not guard.is_unreachable
        assert not reader.cuts
        ticks(guard, 200)
        assert reader.cuts  # but the request has a limit


def test_ticks_without_a_poll_do_not_count(guard):
    ticks(guard, 1000)
    assert not guard.is_unreachable


@pytest.mark.django_db
def test_the_guard_uses_the_connection_of_the_other_thread(guard, monkeypatch):
    """connections[...] in another thread is another connection."""
    cut = []
    monkeypatch.setattr(
        "blog.database.GuardedConnection.cut", lambda self: cut.append(self.connection)
    )
    with guard.limiting(limit=1):
        thread = Thread(target=guard.tick)
        thread.start()
        thread.join()
    assert cut == [connections["default"]]
    assert cut[0].connection is not None


@pytest.mark.django_db
@pytest.mark.skipif("config.getoption('--postgres')", reason="of SQLite's file")
@pytest.mark.parametrize(
    ("who", "seconds"), [(author_limits, AUTHOR_LOCK_WAIT), (reader_limits, READER_LOCK_WAIT)]
)
def test_the_first_query_of_a_thread_has_the_timeout(who, seconds):
    found = []

    def ask():
        with who(), connection.cursor() as cursor:
            found.append(cursor.execute("PRAGMA busy_timeout").fetchone())
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [(int(seconds * 1000),)]


def test_a_connection_that_was_cut_while_no_query_ran_is_given_to_nobody(db):
    """A page that takes long in Python is cut too, and its connection goes back to the pool."""

    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone()

    def cut_and_ask():
        ask()
        GuardedConnection(connections["default"], 1, 1).cut()
        for _time in range(4):  # more than are ready in the pool
            close_old_connections()
            connection.close()
            assert ask() == (1,)
        connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(cut_and_ask).result()


def locked_error(code):
    error, cause = OperationalError("locked"), sqlite3.OperationalError("locked")
    cause.sqlite_errorcode = code
    error.__cause__ = cause
    return error


def test_the_first_save_that_waits_in_vain_for_sqlite_tells_the_next_ones():
    guard = DatabaseGuard()
    guard.note_failure(locked_error(sqlite3.SQLITE_BUSY_SNAPSHOT))
    guard.note_failure(ValueError())
    assert guard.lock_wait == AUTHOR_LOCK_WAIT
    guard.note_failure(locked_error(sqlite3.SQLITE_BUSY))
    assert guard.lock_wait == READER_LOCK_WAIT
    guard.locked_at -= LOCK_KNOWN_FOR
    assert guard.lock_wait == AUTHOR_LOCK_WAIT
