"""The same verb under a clock, in a process that may be killed.

Parsers and the formula converter can be driven into a hang or a crash. The process starts on
first use and ends when idle, so that a site that only serves pays nothing for it.
"""

import gc
import multiprocessing
import resource
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.util import Finalize
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from .rendered import Rendered, RenderError
from .suspects import likely_place

Future = ProcessFuture[Rendered]

SECONDS = 5.0
IDLE_SECONDS = 60.0
# Ten times what a megabyte of Markdown takes.
MOST_MEMORY = 2 * 2**30
# New objects before the garbage among them is looked for: an article makes some hundred thousand.
MANY_OBJECTS = 50_000
# Jobs waiting for each worker: enough to keep it busy, few enough to hold in memory.
AHEAD = 4

TOO_SLOW = (
    "Rendering took longer than {:g} seconds and was stopped. Look for very long or deeply nested"
    " lists, quotes, brackets or formulas, and try the article in parts."
)
CRASHED = (
    "The renderer stopped unexpectedly on this article. Look for an unusually deep formula, list"
    " or quote, and try the article in parts."
)
TOO_LARGE = "Rendering needed too much memory and was stopped. Try the article in parts."
FAILED = "This article could not be rendered ({}). Try it in parts to find the place."


def render_safely(
    source: str,
    *,
    seconds: float = SECONDS,
    **options: Any,
) -> Rendered:
    """`render` with the same options, or a RenderError within about `seconds`."""
    return WORKER.run(source, options, seconds)


def render_many(
    jobs: Iterable[tuple[str, dict[str, Any]]], workers: int, *, seconds: float = SECONDS
) -> Iterator[Rendered | RenderError]:
    """The results of `(source, options)` in order; a job that fails costs no other."""
    waiting: deque[tuple[Future, str]] = deque()
    with new_pool(workers) as pool:
        for source, options in jobs:
            waiting.append((schedule(pool, source, options, seconds), source))
            if len(waiting) >= workers * AHEAD:
                yield outcome(*waiting.popleft(), seconds)
        while waiting:
            yield outcome(*waiting.popleft(), seconds)


def work(source: str, options: dict[str, Any]) -> Rendered:
    """What runs in the process."""
    from . import render

    return render(source, **options)


def new_pool(workers: int) -> ProcessPool:
    """Spawned, not forked: the server has threads, which a fork would tear."""
    context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=workers, context=context, initializer=settle_in)


def settle_in() -> None:
    """What a process does first."""
    from . import render  # so that nobody waits for it later  # noqa: F401

    bound_memory()
    search_garbage_less()


def bound_memory() -> None:
    """A bomb ends its own process, and not the machine's others."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, hard))


def search_garbage_less() -> None:
    """It takes a tenth of the time: what is loaded stays, and most of the rest frees itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, 20, 100)


def schedule(pool: ProcessPool, source: str, options: dict[str, Any], seconds: float) -> Future:
    return pool.schedule(work, args=(source, options), timeout=seconds)


def outcome(future: Future, source: str, seconds: float) -> Rendered | RenderError:
    """Whatever happened in the process, said so that an author can act on it."""
    try:
        return future.result()
    except TimeoutError:
        return RenderError(TOO_SLOW.format(seconds) + likely_place(source))
    except ProcessExpired:
        return RenderError(CRASHED + likely_place(source))
    except MemoryError:
        return RenderError(TOO_LARGE + likely_place(source))
    except RenderError as error:
        return error
    except Exception as error:
        return RenderError(FAILED.format(f"{type(error).__name__}: {error}"))


class Worker:
    """One process for a server's occasional renders, shared by its threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pool: ProcessPool | None = None
        self.timer: threading.Timer | None = None
        self.at_exit: Finalize | None = None
        self.running = 0

    def run(self, source: str, options: dict[str, Any], seconds: float) -> Rendered:
        future = self.begin(source, options, seconds)
        try:
            result = outcome(future, source, seconds)
        finally:
            self.finish()
        if isinstance(result, RenderError):
            raise result
        return result

    def begin(self, source: str, options: dict[str, Any], seconds: float) -> Future:
        with self.lock:
            self.running += 1
            self.forget_timer()
            if self.pool is None or not self.pool.active:
                self.pool = new_pool(1)
                # A server's worker is itself a child process, where atexit is never heard.
                self.at_exit = Finalize(None, self.close, exitpriority=10)
            return schedule(self.pool, source, options, seconds)

    def finish(self) -> None:
        with self.lock:
            self.running -= 1
            self.forget_timer()
            self.timer = threading.Timer(IDLE_SECONDS, self.rest)
            self.timer.daemon = True
            self.timer.start()

    def rest(self) -> None:
        """End the process, unless somebody has come meanwhile."""
        with self.lock:
            if not self.running:
                self.stop()

    def close(self) -> None:
        with self.lock:
            self.forget_timer()
            self.stop()

    def stop(self) -> None:
        if self.pool is not None:
            self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()
            self.pool = None
        if self.at_exit is not None:
            self.at_exit.cancel()
            self.at_exit = None

    def forget_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


WORKER = Worker()
