"""Tracks which version of the site is current.

A poll of the database confirms a version for LEASE seconds, counted from the start of the poll.
After that no cached page is answered. So no answer is older than LEASE while the database is
reachable; if this process is held up, pages are built as without a cache.

While the database is unreachable, a change cannot be detected. Pages of the last confirmed version
are answered then, marked as stale. When it is reachable again, a poll succeeds before any other
cached page is answered. The same holds while the database answers polls so late that none confirms
a version for long enough.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Hashable
from threading import Lock, Thread
from time import monotonic, sleep
from typing import NamedTuple

from blog.page_cache.page_store import PageGeneration

LEASE = 0.4  # seconds; 0.1 of the promised 0.5 remain for sending the answer
POLL_WAIT = 0.6  # seconds to wait for a poll: it is answered, or known to be late
PAUSE = 0.05  # seconds between two polls
REBUILDING = 0.2  # seconds for building the most read pages, while the old version is still valid
REST = 4  # the next rebuilding comes after this multiple of the time that the last one took

log = logging.getLogger(__name__)


class WouldWait(Exception):
    """The request needs more than what is in memory, and may not wait for it in this thread."""


class PollPending(WouldWait):
    """What is in memory is to be confirmed by a poll, which may take POLL_WAIT."""


class PolledVersion(NamedTuple):
    """The result of a poll. Equal versions have equal pages; `lifetime` is in seconds.

    `old_parameters` are the names of parameters that are part of redirected addresses.
    """

    version: Hashable
    lifetime: float
    old_parameters: frozenset[str] = frozenset()


class GenerationTracker:
    """Has the current generation of cached pages, and replaces it when the version changes."""

    def __init__(
        self,
        poll: Callable[[], PolledVersion],
        limit: int,
        clock: Callable[[], float] = monotonic,
        is_unreachable: Callable[[], bool] = lambda: False,
        stale: float = 0.0,
        is_late: Callable[[], bool] = lambda: False,
    ) -> None:
        """`limit` is in bytes. `poll` may raise any exception; the version is unknown then.

        `is_unreachable` says whether the reason is an unreachable database, and `is_late` whether
        polls are answered late. Cached pages are answered in these cases, for `stale` seconds since
        the last successful poll.
        """
        self.poll, self.limit, self.clock = poll, limit, clock
        self.generation = PageGeneration(None, clock(), limit)
        self.coming: PageGeneration | None = None
        self.is_unreachable, self.is_late, self.longest_stale = is_unreachable, is_late, stale
        self.confirmed_at = float("-inf")  # start of the last successful poll
        # Builds the most read pages of the new generation, until the given time.
        self.rebuild: Callable[[PageGeneration, PageGeneration, float], None] | None = None
        self.rests_until = clock()
        self.lock = Lock()
        self.process = 0
        self.problem = ""

    def stale(self) -> PageGeneration | None:
        """Return the pages to answer while the database is unreachable or late.

        None if it is neither, and after the limit.
        """
        is_out = self.is_unreachable() or self.is_late()
        if not is_out or self.clock() >= self.confirmed_at + self.longest_stale:
            return None
        # `coming` is newer: a poll has seen this version, and its pages are being built.
        return self.coming or self.generation

    def age(self) -> int:
        """Whole seconds since the start of the last successful poll."""
        return max(int(self.clock() - self.confirmed_at), 0)

    def current(self, *, may_wait: bool = True) -> PageGeneration | None:
        """Return the generation whose version is confirmed now, None if it is unknown.

        Raises PollPending if that needs a poll, and it may not wait.
        """
        self.start()
        if self.is_unreachable():
            return None  # the thread goes on polling
        if self.clock() < self.generation.until:
            return self.generation
        if self.is_late():
            return None
        if not may_wait:
            raise PollPending
        if self.lock.acquire(timeout=POLL_WAIT):
            try:
                if self.clock() >= self.generation.until and (found := self.polled_generation()):
                    self.generation = found
            finally:
                self.lock.release()
        generation = self.generation
        return generation if self.clock() < generation.until else None

    def polled_generation(self) -> PageGeneration | None:
        """Poll the database. Return the present, the coming or a new generation; None on failure.

        The caller holds the lock, so that an older result does not replace a newer one.
        """
        started = self.clock()
        try:
            polled = self.poll()
        except Exception as error:
            self.report(f"The page cache answers nothing: {error}")
            return None
        self.report("")
        self.confirmed_at = started
        until = started + min(LEASE, polled.lifetime)
        for known in (self.generation, self.coming):
            if known and known.version == polled.version:
                known.until = until
                return known
        found = PageGeneration(polled.version, until, self.limit)
        found.old_parameters = polled.old_parameters
        return found

    def report(self, problem: str) -> None:
        """Log a problem once, until another one or none is reported."""
        if problem and problem != self.problem:
            log.warning(problem)
        self.problem = problem

    # The thread that polls

    def start(self) -> None:
        """Start the thread of this process. A forked child starts its own."""
        if self.process != os.getpid():
            self.process = os.getpid()
            Thread(target=self.run, name="page-cache", daemon=True).start()

    def run(self) -> None:
        while True:
            try:
                self.tick()
            except Exception:  # a view failed; the request for its page will show the error
                log.exception("The page cache could not rebuild a page")
            sleep(PAUSE)

    def tick(self) -> None:
        """Poll once. For a new version, build the most read pages before it becomes current."""
        with self.lock:
            old, found = self.generation, self.polled_generation()
            if found is None or found is old:
                old.set_last_modified()
                return
            self.coming = found
        try:
            self.rebuild_most_read(found, old)
        finally:
            with self.lock:
                if self.generation is old:
                    self.generation = found
                self.coming = None

    def rebuild_most_read(self, new: PageGeneration, old: PageGeneration) -> None:
        now = self.clock()
        if self.rebuild is None or now < self.rests_until:
            return
        self.rebuild(new, old, min(now + REBUILDING, old.until))
        self.rests_until = self.clock() + REST * (self.clock() - now)
