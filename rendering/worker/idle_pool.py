"""A process for occasional jobs: it starts on first use and ends when it is idle."""

import threading
from collections.abc import Callable
from multiprocessing.util import Finalize

from pebble import ProcessPool

IDLE_SECONDS = 60.0
POOLS: "list[IdlePool]" = []


class IdlePool:
    """The pool that `new_pool` makes, shared by the threads of a server.

    A job is between `enter()` and `finish()`; `active_pool()` is called with the lock held.
    """

    def __init__(self, new_pool: Callable[[], ProcessPool]) -> None:
        self.new_pool = new_pool
        self.lock = threading.Lock()
        self.pool: ProcessPool | None = None
        self.timer: threading.Timer | None = None
        self.at_exit: Finalize | None = None
        self.running = 0
        POOLS.append(self)

    def enter(self) -> None:
        with self.lock:
            self.running += 1
            self.forget_timer()

    def active_pool(self) -> ProcessPool:
        """The pool, started if it is not there. Callers hold the lock."""
        if self.pool is None or not self.pool.active:
            self.pool = self.new_pool()
            # A server's worker is a child process of multiprocessing, which skips atexit.
            self.at_exit = Finalize(None, self.close, exitpriority=10)
        return self.pool

    def finish(self) -> None:
        with self.lock:
            self.running -= 1
            if not self.running:
                self.restart_timer()

    def restart_timer(self) -> None:
        self.forget_timer()
        self.timer = threading.Timer(IDLE_SECONDS, self.stop_if_idle)
        self.timer.daemon = True
        self.timer.start()

    def stop_if_idle(self) -> None:
        """End the process, unless it was used meanwhile."""
        with self.lock:
            pool = None if self.running else self.give_up_pool()
        end(pool)

    def close(self) -> None:
        with self.lock:
            self.forget_timer()
            pool = self.give_up_pool()
        end(pool)

    def give_up_pool(self) -> ProcessPool | None:
        """The pool, which is nobody's any more. Callers hold the lock."""
        if self.at_exit is not None:
            self.at_exit.cancel()
            self.at_exit = None
        pool, self.pool = self.pool, None
        return pool

    def forget_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


def close_all() -> None:
    """End all these processes, before another program takes the place of this one."""
    for each in POOLS:
        each.close()


def end(pool: ProcessPool | None) -> None:
    """End the process of a pool. Not with the lock held: jobs that are broken off call `finish()`
    in a thread of the pool, for which this waits."""
    if pool is not None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
