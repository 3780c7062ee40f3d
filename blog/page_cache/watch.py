"""Which version of the site is the present one.

A look at the database says so for LEASE seconds, counted from before the look. Nothing is answered
from memory after that: where the database does not answer, or this process is held up, pages are
built as if there were no memory. So no answer is older than a lease, whatever happens.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Hashable
from threading import Lock, Thread
from time import monotonic, sleep
from typing import NamedTuple

from blog.page_cache.store import Generation

LEASE = 0.4  # seconds; an answer reaches its reader within the 0.1 that are left of 0.5
PAUSE = 0.05  # between two looks
REBUILDING = 0.2  # seconds for the pages most read, while the last version still holds
REST = 4  # times as long as the rebuilding took, before the next one

log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """What a look finds: two looks with equal marks mean the same pages, for so many seconds."""

    mark: Hashable
    lasts: float


class Watch:
    def __init__(
        self,
        look: Callable[[], Seen],
        limit: int,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`limit` is in bytes; `look` may raise anything, and then nothing is known."""
        self.look, self.limit, self.clock = look, limit, clock
        self.generation = Generation(None, clock(), limit)
        self.coming: Generation | None = None
        # Builds the pages of the coming generation that were most read, until the given time.
        self.rebuild: Callable[[Generation, Generation, float], None] | None = None
        self.rests_until = clock()
        self.lock = Lock()
        self.process = 0
        self.trouble = ""

    def current(self) -> Generation | None:
        """What may be answered from now; None where nobody knows."""
        self.start()
        if self.clock() >= self.generation.until and self.lock.acquire(timeout=LEASE):
            try:
                if self.clock() >= self.generation.until and (found := self.looked()):
                    self.generation = found
            finally:
                self.lock.release()
        generation = self.generation
        return generation if self.clock() < generation.until else None

    def looked(self) -> Generation | None:
        """The generation that a look finds: the present one, the coming one, or a new one.

        One look at a time, so that none goes back behind another.
        """
        started = self.clock()
        try:
            seen = self.look()
        except Exception as error:
            self.tell(f"The page cache rests: {error}")
            return None
        self.tell("")
        until = started + min(LEASE, seen.lasts)
        for known in (self.generation, self.coming):
            if known and known.mark == seen.mark:
                known.until = until
                return known
        return Generation(seen.mark, until, self.limit)

    def tell(self, trouble: str) -> None:
        """Once, and not at each look."""
        if trouble and trouble != self.trouble:
            log.warning(trouble)
        self.trouble = trouble

    # The thread that looks ahead

    def start(self) -> None:
        """One thread a process; the child of a fork has none yet."""
        if self.process != os.getpid():
            self.process = os.getpid()
            Thread(target=self.run, name="page-cache", daemon=True).start()

    def run(self) -> None:
        while True:
            self.turn()
            sleep(PAUSE)

    def turn(self) -> None:
        """Look; where there is a new version, build what is most read before it is answered."""
        with self.lock:
            old, found = self.generation, self.looked()
            if found is None or found is old:
                old.settle()
                return
            self.coming = found
        self.rebuild_most_read(found, old)
        with self.lock:
            if self.generation is old:
                self.generation = found
            self.coming = None

    def rebuild_most_read(self, new: Generation, old: Generation) -> None:
        now = self.clock()
        if self.rebuild is None or now < self.rests_until:
            return
        self.rebuild(new, old, min(now + REBUILDING, old.until))
        self.rests_until = self.clock() + REST * (self.clock() - now)
