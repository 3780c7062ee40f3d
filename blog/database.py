"""Detects that the database is unreachable, and ends queries that wait for it.

The page cache polls the database 20 times a second (page_cache/version_poll.py). The result says
whether the database is reachable. While it is not, requests are answered by 503 without a query
(outage.py). A query that was sent before this was known would wait for the timeout of the operating
system. A thread, the guard, closes the connections of such queries.

The guard measures time in its own ticks and not by a clock, so that a process that was suspended
does not take this for a slow database.

A database that answers polls late, such as one behind a slow link, is not unreachable. But no poll
confirms pages for long enough then, so that the page cache answers with the last ones, as it does
during an outage. A database is reachable again when it has answered a poll in time.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    Error,
    InterfaceError,
    OperationalError,
    connection,
    connections,
)
from django.db.backends.base.base import BaseDatabaseWrapper

PAUSE = 0.1  # seconds between two ticks of the guard
# In ticks:
LATE = 4  # without an answer to a poll: cached pages are answered without waiting for one
UNANSWERED = 10  # the same: the database is unreachable, readers' queries end
UNANSWERED_FOR_AUTHORS = 50  # the same for the requests of authors
LOOP_LIMIT = 4  # for what the event loop's thread builds itself
READER_LIMIT = 200  # for the whole request of a reader
POLL_LIMIT = 30  # for a poll
NO_LIMIT = 2**62
QUICK = 0.02  # seconds of a poll: pages may be built in the event loop's thread
# Seconds to wait for a lock of SQLite that another process holds
READER_LOCK_WAIT, AUTHOR_LOCK_WAIT = 0.4, 5.0
# Seconds after a save that waited in vain in which the next ones wait no longer than readers: else
# each author would wait for all who wait before
LOCK_KNOWN_FOR = 10.0
# Key of a WSGI request that is answered with 503 without a query. No client can set it.
UNAVAILABLE = "longwave.unavailable"
# A commit of a reader, such as a session that is prolonged, may be lost by a power cut. One of an
# author is on the disk before they are told that it is saved.
READER_SYNC, AUTHOR_SYNC = "NORMAL", "FULL"
POOL_WAIT = 0.4  # seconds to wait for a connection of the pool

log = logging.getLogger(__name__)


class GuardedConnection:
    """A connection in use. It is cut after `limit` ticks, or `unanswered` ticks without an answer
    to a poll."""

    def __init__(self, used: BaseDatabaseWrapper, limit: int, unanswered: int) -> None:
        self.connection, self.limit, self.unanswered, self.ticks = used, limit, unanswered, 0
        self.is_cut = False

    def cut(self) -> None:
        """Make the query that its thread waits for fail: interrupt SQLite, shut the socket down."""
        self.is_cut = True
        # Django looks whether it still works before others get it from the pool: without a query
        # under way nobody has noticed.
        self.connection.errors_occurred = True
        raw: Any = self.connection.connection
        # The thread that uses it may close it meanwhile; each driver says so in its own way. The
        # guard must live on.
        with suppress(Exception):
            if isinstance(raw, sqlite3.Connection):
                raw.interrupt()
            elif raw is not None:
                with socket.socket(fileno=os.dup(raw.fileno())) as copy:
                    copy.shutdown(socket.SHUT_RDWR)


class DatabaseGuard:
    """Knows whether the database is reachable, and limits the time of queries."""

    def __init__(self) -> None:
        self.is_unreachable = self.is_late = False
        self.polls, self.unanswered_ticks = 0, 0
        self.poll_seconds = 0.0  # of the last poll that was answered
        self.locked_at = -LOCK_KNOWN_FOR  # when a save waited in vain for a lock of SQLite
        self.guarded: set[GuardedConnection] = set()
        self.lock = Lock()
        self.process = 0

    @contextmanager
    def polling(self) -> Iterator[None]:
        """Run a poll in this block. Its result sets `is_unreachable` and `is_late`."""
        with self.lock:
            self.polls += 1
        started = monotonic()
        try:
            with self.limiting(POLL_LIMIT, POLL_LIMIT) as poll:
                yield
        except Exception as error:
            if is_connection_failure(error):
                self.set_unreachable(str(error).strip())
            else:
                self.note_answer(poll.ticks)
            raise
        else:
            self.poll_seconds = monotonic() - started
            self.note_answer(poll.ticks)
        finally:
            with self.lock:
                self.polls -= 1

    def note_answer(self, ticks: int) -> None:
        """Note that a poll was answered after so many ticks."""
        with self.lock:
            self.unanswered_ticks = 0
        self.is_late = ticks >= LATE
        if ticks < UNANSWERED and self.is_unreachable:
            drain_pool()
            self.is_unreachable = False
            log.warning("The database is back.")

    def note_failure(self, error: BaseException | None) -> None:
        """Note an error of a request: that the database was locked is remembered."""
        if sqlite_code(error) == sqlite3.SQLITE_BUSY:
            self.locked_at = monotonic()

    @property
    def lock_wait(self) -> float:
        """How long an author may wait for a lock of SQLite now, in seconds."""
        is_locked = monotonic() - self.locked_at < LOCK_KNOWN_FOR
        return READER_LOCK_WAIT if is_locked else AUTHOR_LOCK_WAIT

    @property
    def is_quick(self) -> bool:
        return self.poll_seconds < QUICK and not self.is_late

    @contextmanager
    def limiting(
        self, limit: int = READER_LIMIT, unanswered: int = UNANSWERED
    ) -> Iterator[GuardedConnection]:
        """Limit the use of this thread's connection in this block, in ticks."""
        # `connection` is thread-local: the guard's thread needs the object of this thread.
        used = connections[DEFAULT_DB_ALIAS]
        # Polls ask the primary, and say nothing of a replica.
        mine = GuardedConnection(used, limit, NO_LIMIT if is_replica(used) else unanswered)
        with self.lock:
            self.guarded.add(mine)
        try:
            yield mine
        finally:
            with self.lock:
                self.guarded.discard(mine)

    def set_unreachable(self, reason: str) -> None:
        if not self.is_unreachable:
            self.is_unreachable = True
            log.error("The database cannot be reached: %s", reason)

    # The thread

    def start(self) -> None:
        """Start the thread of this process. A forked child starts its own."""
        if self.process != os.getpid():
            self.process = os.getpid()
            Thread(target=self.run, name="database", daemon=True).start()

    def run(self) -> None:
        while True:
            sleep(PAUSE)
            self.tick()

    def tick(self) -> None:
        with self.lock:
            self.unanswered_ticks = self.unanswered_ticks + 1 if self.polls else 0
            for each in self.guarded:
                each.ticks += 1
                if each.ticks >= each.limit or self.unanswered_ticks >= each.unanswered:
                    each.cut()
        self.is_late = self.is_late or self.unanswered_ticks >= LATE
        if self.unanswered_ticks >= UNANSWERED:
            self.set_unreachable("it does not answer")


DATABASE_GUARD = DatabaseGuard()


def is_replica(used: BaseDatabaseWrapper) -> bool:
    """Whether a connection in the place of the primary's leads to the replica."""
    return used.alias != DEFAULT_DB_ALIAS


def reader_limits() -> AbstractContextManager[GuardedConnection]:
    """Limit the queries of a reader's request in a `with` block."""
    set_sqlite_timeout(READER_LOCK_WAIT)
    set_sqlite_sync(READER_SYNC)
    return DATABASE_GUARD.limiting()


def author_limits(*, is_saving: bool = True) -> AbstractContextManager[GuardedConnection]:
    """As reader_limits(), but saving may wait for a lock that an import holds, and survives a
    power cut."""
    set_sqlite_timeout(DATABASE_GUARD.lock_wait if is_saving else READER_LOCK_WAIT)
    set_sqlite_sync(AUTHOR_SYNC)
    return DATABASE_GUARD.limiting(NO_LIMIT, UNANSWERED_FOR_AUTHORS)


def set_sqlite_timeout(seconds: float) -> None:
    """Set how long queries of this thread wait for a lock of SQLite.

    Opens the connection, because a connection that is opened later has the default timeout.
    """
    if connection.vendor == "sqlite":
        with suppress(Error):  # the first query raises the error again
            connection.ensure_connection()
    raw = connection.connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def set_sqlite_sync(level: str) -> None:
    """Set whether commits of this thread wait for the disk. SQLite refuses it in a transaction."""
    raw = connection.connection
    if isinstance(raw, sqlite3.Connection) and not raw.in_transaction:
        raw.execute(f"PRAGMA synchronous = {level}")


def drain_pool() -> None:
    """Replace the connections of the pool: each that broke during an outage would fail once."""
    if pool := getattr(connection, "pool", None):
        pool.drain()


def use_server_timeouts() -> None:
    """Shorten the timeouts of connections in a server process. Commands keep the longer ones.

    SQLite opens an existing file only (mode=rw): if the file is missing for a moment, the server
    must not create an empty database in its place.
    """
    for each in settings.DATABASES.values():
        if isinstance(pool := each.get("OPTIONS", {}).get("pool"), dict):
            pool["timeout"] = POOL_WAIT
    database: dict[str, Any] = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    if database["ENGINE"].endswith("sqlite3"):
        options["timeout"] = READER_LOCK_WAIT
        database["NAME"] = f"file:{quote(database['NAME'])}?mode=rw"


# Classification of errors

# SQLSTATEs of PostgreSQL while it shuts down or starts
SHUTDOWN_STATES = frozenset({"57P01", "57P02", "57P03"})
DISK_FULL_STATE = "53100"
SQLITE_UNREACHABLE = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL),
    }
)


def is_database_failure(error: BaseException | None) -> bool:
    """Whether the database failed, as opposed to a wrong query or a broken constraint."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def is_disk_full(error: BaseException | None) -> bool:
    """Whether nothing could be written for want of space: by the database, or as a file."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    cause = getattr(error, "__cause__", None)
    is_sqlite = sqlite_code(error) == sqlite3.SQLITE_FULL
    return is_sqlite or getattr(cause, "sqlstate", None) == DISK_FULL_STATE


def sqlite_code(error: BaseException | None) -> int | None:
    """The extended code of an error of SQLite; None for others."""
    return getattr(getattr(error, "__cause__", None), "sqlite_errorcode", None)


def is_connection_failure(error: BaseException) -> bool:
    """Whether the database could not be queried.

    A database that answers "no such table" is reachable. It is another database then, and no cached
    page may be answered.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in SQLITE_UNREACHABLE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith("08") or state in SHUTDOWN_STATES
