"""Which version of the site is the present one.

A look at the database says so for LEASE seconds, counted from before the look. Nothing is answered
from memory after that: where this process is held up, pages are built as if there were no memory.
So no answer is older than a lease, while there is a database.

Where the database cannot be reached, the last pages that a look vouched for are answered for a
while: nobody can know of a change since. A look comes first when it is back.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Hashable
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, NamedTuple

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
        is_away: Callable[[], bool] = lambda: False,
        stale: float = 0.0,
    ) -> None:
        """`limit` is in bytes; `look` may raise anything, and then nothing is known.

        `is_away` says whether that is since the database cannot be reached; pages are answered for
        `stale` seconds all the same.
        """
        self.look, self.limit, self.clock = look, limit, clock
        self.generation = Generation(None, clock(), limit)
        self.coming: Generation | None = None
        self.is_away, self.longest_stale = is_away, stale
        self.vouched = float("-inf")  # when the last look began that succeeded
        # Builds the pages of the coming generation that were most read, until the given time.
        self.rebuild: Callable[[Generation, Generation, float], None] | None = None
        self.rests_until = clock()
        self.lock = Lock()
        self.process = 0
        self.trouble = ""

    def stale(self) -> Generation | None:
        """What may be answered though nobody can know, since the database is away."""
        if not self.is_away() or self.clock() >= self.vouched + self.longest_stale:
            return None
        # A new version that a look has seen, and whose pages are still being built, is the last.
        return self.coming or self.generation

    def current(self) -> Generation | None:
        """What may be answered from now; None where nobody knows."""
        self.start()
        if self.is_away():
            return None  # the thread looks on
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
        self.vouched = started
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
            try:
                self.turn()
            except Exception:  # of a page that was built ahead: whoever asks for it is told
                log.exception("The page cache could not build a page ahead")
            sleep(PAUSE)

    def turn(self) -> None:
        """Look; where there is a new version, build what is most read before it is answered."""
        with self.lock:
            old, found = self.generation, self.looked()
            if found is None or found is old:
                old.settle()
                return
            self.coming = found
        try:
            self.rebuild_most_read(found, old)
        finally:
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


def watched(application: Callable[..., Any], watch: Watch) -> Callable[..., Any]:
    """The application, with the thread that looks."""

    def answer(*given: Any) -> Any:
        watch.start()
        return application(*given)

    return answer
