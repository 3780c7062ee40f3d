"""Nobody waits for a database that does not answer.

The page cache looks at the database many times a second (page_cache/version.py). What a look
finds out says for everybody whether the database is there: while it is away, requests are answered
by 503 before they ask for anything. A query that was sent before nobody knew would wait as long as
the operating system does; so a thread, the guard, closes the connections of those who wait.

The guard counts its own turns and looks at no clock: a process that was held up has not waited.
"""

from __future__ import annotations

import logging
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import Lock, Thread
from time import sleep
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

PAUSE = 0.1  # seconds between two turns of the guard
# Turns of the guard:
SILENT = 10  # with a look that is not answered, after which the database is away
SILENT_FOR_AUTHORS = 50  # the same, after which what an author saves is given up
READING = 200  # that a reader's request may take in all
LOOKING = 100  # that a look may take
FOR_EVER = 2**62
# Seconds that SQLite is waited for while another process writes, or keeps all others out.
READER, AUTHOR = 1.0, 20.0
POOL = 1.0  # seconds that a connection of the pool is waited for

log = logging.getLogger(__name__)


class Guarded:
    """A connection that somebody uses, and how long the guard lets him."""

    def __init__(self, used: BaseDatabaseWrapper, most: int, silent: int) -> None:
        self.connection, self.most, self.silent, self.turns = used, most, silent, 0

    def cut(self) -> None:
        """End whatever its thread waits for, by an error."""
        raw: Any = self.connection.connection
        with suppress(OSError, Error, sqlite3.Error, AttributeError):
            if isinstance(raw, sqlite3.Connection):
                raw.interrupt()
            elif raw is not None:
                with socket.socket(fileno=os.dup(raw.fileno())) as ours:
                    ours.shutdown(socket.SHUT_RDWR)


class Guard:
    def __init__(self) -> None:
        self.is_away = False
        self.looks, self.silence = 0, 0
        self.guarded: set[Guarded] = set()
        self.lock = Lock()
        self.process = 0

    @contextmanager
    def looking(self) -> Iterator[None]:
        """A look at the database: whether it succeeds says whether the database is there."""
        with self.lock:
            self.looks += 1
        try:
            with self.guarding(LOOKING, LOOKING):
                yield
        except Exception as error:
            if is_out_of_reach(error):
                self.leave(str(error).strip())
            raise
        else:
            self.come_back()
        finally:
            with self.lock:
                self.looks -= 1

    @contextmanager
    def guarding(self, most: int = READING, silent: int = SILENT) -> Iterator[None]:
        """Let the database connection of this thread be used, for so many turns of the guard."""
        # What `connection` stands for in this thread, and not in that of the guard.
        mine = Guarded(connections[DEFAULT_DB_ALIAS], most, silent)
        with self.lock:
            self.guarded.add(mine)
        try:
            yield
        finally:
            with self.lock:
                self.guarded.discard(mine)

    def come_back(self) -> None:
        with self.lock:
            self.silence = 0
        if self.is_away:
            self.is_away = False
            log.warning("The database is back.")

    def leave(self, reason: str) -> None:
        if not self.is_away:
            self.is_away = True
            log.error("The database cannot be reached: %s", reason)

    # The thread

    def start(self) -> None:
        """One thread a process; the child of a fork has none yet."""
        if self.process != os.getpid():
            self.process = os.getpid()
            Thread(target=self.run, name="database", daemon=True).start()

    def run(self) -> None:
        while True:
            sleep(PAUSE)
            self.turn()

    def turn(self) -> None:
        with self.lock:
            self.silence = self.silence + 1 if self.looks else 0
            for each in self.guarded:
                each.turns += 1
                if each.turns >= each.most or self.silence >= each.silent:
                    each.cut()
        if self.silence >= SILENT:
            self.leave("it does not answer")


GUARD = Guard()


def for_reader() -> AbstractContextManager[None]:
    wait_for_sqlite(READER)
    return GUARD.guarding()


def for_author() -> AbstractContextManager[None]:
    """Who saves may wait for another one's import."""
    wait_for_sqlite(AUTHOR)
    return GUARD.guarding(FOR_EVER, SILENT_FOR_AUTHORS)


def wait_for_sqlite(seconds: float) -> None:
    """As long as this, for whatever this thread asks from now on.

    A connection that is opened later would wait as long as any other: it is opened now.
    """
    if connection.vendor == "sqlite":
        with suppress(Error):  # which the first query tells
            connection.ensure_connection()
    raw = connection.connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def be_impatient() -> None:
    """In the processes of the server: commands may wait longer for their first connection.

    Nor does a server make a file of SQLite that is away anew: it would ask the empty one for ever.
    """
    database: dict[str, Any] = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    if isinstance(options.get("pool"), dict):
        options["pool"]["timeout"] = POOL
    if database["ENGINE"].endswith("sqlite3"):
        options["timeout"] = READER
        database["NAME"] = f"file:{quote(database['NAME'])}?mode=rw"


# What an error says

GONE = frozenset({"57P01", "57P02", "57P03"})  # PostgreSQL is being shut down, or is starting
KEPT_OUT = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL),
    }
)


def is_failure(error: BaseException | None) -> bool:
    """Whether the database failed, and not who asked it."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def is_out_of_reach(error: BaseException) -> bool:
    """Whether the database could not be asked, so that nobody knows what it holds now.

    One that answers, and has no such table, is another one: nothing in memory is true of it.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in KEPT_OUT
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith("08") or state in GONE
