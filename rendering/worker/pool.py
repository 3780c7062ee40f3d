"""The same verb under a limit, in a process that may be killed.

Parsers and the formula converter can be driven into a hang or a crash. The limit is the processor
time of the process, counted by the kernel, so that a busy machine costs no article. The process
starts on first use and ends when idle, so that a site that only serves pays nothing for it.
"""

import gc
import multiprocessing
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing.util import Finalize
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ..api import render
from ..result import Rendered, RenderError
from .diagnosis import likely_place

Future = ProcessFuture[Rendered]
Work = Callable[[str, dict[str, Any]], Rendered]

SECONDS = 5.0  # of processor time
# How many times as long a process may take by the clock on the wall, waiting for the processor.
PATIENCE = 24
TRIES = 2
IDLE_SECONDS = 60.0
# Ten times what a megabyte of Markdown takes.
MOST_MEMORY = 2 * 2**30
# New objects before the garbage among them is looked for: an article makes some hundred thousand.
MANY_OBJECTS = 50_000
# Jobs waiting for each worker: enough to keep it busy, few enough to hold in memory.
AHEAD = 4

TOO_SLOW = (
    "Rendering took more than {:g} seconds of processor time and was stopped. Look for very long or"
    " deeply nested lists, quotes, brackets or formulas, and try the article in parts."
)
TOO_BUSY = (
    "The machine was too busy to render this article. Save it again later, or run manage.py"
    " rerender."
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
    """`render` with the same options, or a RenderError after `seconds` of processor time."""
    return WORKER.run(source, options, seconds)


def render_many(
    jobs: Iterable[tuple[str, dict[str, Any]]], workers: int, *, seconds: float = SECONDS
) -> Iterator[Rendered | RenderError]:
    """The results of `(source, options)` in order; a job that fails costs no other."""
    waiting: deque[Callable[[], Rendered | RenderError]] = deque()
    with new_pool(workers) as pool:
        for source, options in jobs:
            begin = partial(schedule, pool, source, options, seconds)
            waiting.append(partial(result_of, begin, begin(), source, seconds))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


def limited(work: Work, source: str, options: dict[str, Any], seconds: float) -> Rendered:
    """What runs in the process. Where the time is up the kernel ends it, whatever it does."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(source, options)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def work(source: str, options: dict[str, Any]) -> Rendered:
    return render(source, **options)


def new_pool(workers: int) -> ProcessPool:
    """Spawned, not forked: the server has threads, which a fork would tear."""
    context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=workers, context=context, initializer=settle_in)


def settle_in() -> None:
    """What a process does first."""
    from .. import pipeline  # so that nobody waits for it later  # noqa: F401

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
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
    job = (work, source, options, seconds)
    return pool.schedule(limited, args=job, timeout=seconds * PATIENCE)


def result_of(
    begin: Callable[[], Future], future: Future, source: str, seconds: float
) -> Rendered | RenderError:
    """What came of it, tried again where the machine may have been at fault and not the text."""
    for _again in range(TRIES - 1):
        if not was_disturbed(future):
            break
        future = begin()
    return outcome(future, source, seconds)


def was_disturbed(future: Future) -> bool:
    """Whether the process waited without end, or was ended by something else than its limit."""
    try:
        future.result()
    except ProcessExpired as error:
        return not is_over_limit(error)
    except Exception as error:
        return isinstance(error, TimeoutError)
    return False


def is_over_limit(error: ProcessExpired) -> bool:
    return bool(error.exitcode == -signal.SIGPROF)


def outcome(future: Future, source: str, seconds: float) -> Rendered | RenderError:
    """Whatever happened in the process, said so that an author can act on it."""
    try:
        return future.result()
    except TimeoutError:
        return RenderError(TOO_BUSY)
    except ProcessExpired as error:
        said = TOO_SLOW.format(seconds) if is_over_limit(error) else CRASHED
        return RenderError(said + likely_place(source))
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
        begin = partial(self.begin, source, options, seconds)
        self.enter()
        try:
            result = result_of(begin, begin(), source, seconds)
        finally:
            self.finish()
        if isinstance(result, RenderError):
            raise result
        return result

    def enter(self) -> None:
        with self.lock:
            self.running += 1
            self.forget_timer()

    def begin(self, source: str, options: dict[str, Any], seconds: float) -> Future:
        with self.lock:
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
