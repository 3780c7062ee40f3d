"""Builds readers' pages from a replica of PostgreSQL (DATABASE_REPLICA_URL) that is as new as they.

A thread asks the replica which version of the site it has replayed. A page is built from it if that
is the version which a poll of the primary has confirmed for the page. Otherwise, or if the replica
fails, the primary builds the page, so that lag delays no change. A replica only goes forward: a
page is as new as its version, or newer.

The connection that builds a page is asked too: an address may lead to several replicas.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

from articles.cache import memory
from articles.models import SiteVersion
from blog.counters import COUNTERS
from blog.data_settings import REPLICA_ALIAS
from blog.database import DATABASE_GUARD, UNANSWERED, GuardedConnection, drain_pool

PAUSE = 0.05  # seconds between two questions to the replica
FRESH = 0.5  # seconds for which an answer counts

log = logging.getLogger(__name__)


def may_read(announced: int, replayed: int | None, age: float) -> bool:
    """Whether a page of the version `announced` may come from a replica that had replayed the
    version `replayed` so many seconds ago; None if it did not answer."""
    return replayed == announced and age < FRESH


class Replica:
    """What this process knows of the replica."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.asked_at = float("-inf")
        self.used: set[GuardedConnection] = set()  # by pages that are being built
        self.process = 0

    @contextmanager
    def reading(self, version: int, limit: int) -> Iterator[bool]:
        """In this block, all queries of this thread go to the replica, if that has this version.

        Yields whether they do. They fail after `limit` ticks of the guard, or when the replica has
        not answered the thread for a second.
        """
        self.start()
        if not may_read(version, self.version, monotonic() - self.asked_at):
            yield False
            return
        with using_replica(), DATABASE_GUARD.limiting(limit) as mine, memory.read_version_once():
            self.used.add(mine)
            try:
                yield self.has_replayed(version)
            finally:
                self.used.discard(mine)

    def has_replayed(self, version: int) -> bool:
        """Ask the connection of this thread, which stays the same until the end of the block."""
        try:
            cache = memory.current_cache()
        except Error:
            return False  # the thread says why
        # Django closes connections of a certain age when a request begins.
        connections[DEFAULT_DB_ALIAS].close_at = None
        return cache is not None and cache.version.number == version

    def note_failure(self, error: Exception | str) -> None:
        """Read nothing from it until it has answered again; end the queries that wait for it."""
        self.version = None
        for each in list(self.used):
            each.cut()
        if COUNTERS.is_replica_up is not False:
            COUNTERS.is_replica_up = False
            log.warning("The replica fails, and readers get all pages of the primary: %s", error)

    # The thread that asks

    def start(self) -> None:
        """Start the thread of this process. A forked child starts its own."""
        if self.process != os.getpid():
            self.process = os.getpid()
            Thread(target=self.run, name="replica", daemon=True).start()

    def run(self) -> None:
        with using_replica():
            while True:
                self.ask()
                sleep(PAUSE)

    def ask(self) -> None:
        """Ask once. The connection stays open for the next question, unless there is an error."""
        asked_at = monotonic()
        try:
            with DATABASE_GUARD.limiting(UNANSWERED) as limited:
                version = SiteVersion.current()
        except Error as error:
            self.note_failure("it does not answer" if limited.is_cut else error)
            connection.close()
            return
        if COUNTERS.is_replica_up is False:
            drain_pool()
            log.warning("The replica is back.")
        COUNTERS.is_replica_up = True
        self.version, self.asked_at = version, asked_at


@contextmanager
def using_replica() -> Iterator[None]:
    """Let this thread ask the replica where it would ask the primary: by queries of all kinds."""
    primary, replica = connections[DEFAULT_DB_ALIAS], connections[REPLICA_ALIAS]
    connections[DEFAULT_DB_ALIAS] = replica
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
        replica.close_if_unusable_or_obsolete()  # no pool shall keep one that was cut
        replica.close()


REPLICA = Replica()
