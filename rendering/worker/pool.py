"""Renders in a worker process, with limits on processor time and memory.

Input can make parsers and the formula converter hang or crash. The kernel counts the processor time
of the process, so a busy machine does not make an article fail. The process starts on first use and
ends when it is idle, so a site that only serves pages does not pay for it.
"""

import gc
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ..api import render
from ..messages import Message, message
from ..options import DIALECTS
from ..result import Rendered, RenderError
from .diagnosis import likely_place
from .idle_pool import IdlePool

Future = ProcessFuture[Rendered]
Work = Callable[[str, dict[str, Any]], Rendered]

SECONDS = 5.0  # of processor time
# The limit on wall-clock time, as a multiple of that on processor time.
WALL_CLOCK_FACTOR = 24
TRIES = 2
# Readers come before authors: what serves pages has the priority 0.
NICENESS = 10
# Bytes: ten times what a megabyte of Markdown needs.
MOST_MEMORY = 2 * 2**30
# New objects before a garbage collection; an article creates a few hundred thousand.
MANY_OBJECTS = 50_000
# Has what needs a module, a parser or a table of its own.
FIRST_TEXT = "# Text\n\n$x$ and `y`[^1]\n\n$$\\frac{x}{y}$$\n\n```python\nx = 1\n```\n\n[^1]: Note"
# Jobs waiting per worker: enough to keep it busy, few enough to hold in memory.
AHEAD = 4


def render_safely(
    source: str,
    *,
    seconds: float = SECONDS,
    **options: Any,
) -> Rendered:
    """Call `render` in the worker. Raises RenderError, also after `seconds` of processor time."""
    return WORKER.run(source, options, seconds)


def render_ahead(
    source: str, *, seconds: float = SECONDS, **options: Any
) -> Callable[[], Rendered]:
    """Begin to render in the worker, and return at once. What it returns waits for the result.

    That raises RenderError as `render_safely` does, and may be called again.
    """
    return WORKER.start(source, options, seconds)


def keep_ready() -> None:
    """Start the worker if it is not there, and let it stay for a while; does not wait for it.

    Starting takes seconds, which would be those of the first text.
    """
    WORKER.wake()


def render_many(
    jobs: Iterable[tuple[str, dict[str, Any]]], workers: int, *, seconds: float = SECONDS
) -> Iterator[Rendered | RenderError]:
    """Render `(source, options)` jobs; yields results in order. A failed job yields an error."""
    waiting: deque[Callable[[], Rendered | RenderError]] = deque()
    with new_pool(workers) as pool:
        for source, options in jobs:
            begin = partial(schedule, pool, source, options, seconds)
            waiting.append(partial(result_of, begin, begin(), source, seconds))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


def run_limited(work: Work, source: str, options: dict[str, Any], seconds: float) -> Rendered:
    """Runs in the process: call `work` with a timer whose signal ends the process."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(source, options)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def warm_up() -> None:
    """Runs in the process: load what the first text would load."""
    for dialect in DIALECTS:
        render(FIRST_TEXT, dialect=dialect)


def render_job(source: str, options: dict[str, Any]) -> Rendered:
    return render(source, **options)


def new_pool(workers: int) -> ProcessPool:
    """A pool of spawned processes: forking is unsafe, because the server has threads."""
    context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=workers, context=context, initializer=initialize_process)


def initialize_process() -> None:
    """Initialize a worker process."""
    from .. import pipeline  # imported now, not during the first job  # noqa: F401

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    lower_priority()
    limit_memory()
    collect_less_often()


def lower_priority() -> None:
    with suppress(OSError):
        os.nice(max(0, NICENESS - os.nice(0)))


def limit_memory() -> None:
    """Limit memory, so that input which exhausts it ends only this process."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, hard))


def collect_less_often() -> None:
    """Collect garbage less often: it takes a tenth of the time, and most objects need none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, 20, 100)


def schedule(pool: ProcessPool, source: str, options: dict[str, Any], seconds: float) -> Future:
    job = (render_job, source, options, seconds)
    return pool.schedule(run_limited, args=job, timeout=seconds * WALL_CLOCK_FACTOR)


def result_of(
    begin: Callable[[], Future], future: Future, source: str, seconds: float
) -> Rendered | RenderError:
    """The result of a job; a job that the machine disturbed is tried again."""
    for _again in range(TRIES - 1):
        if not was_disturbed(future):
            break
        future = begin()
    return job_outcome(future, source, seconds)


def was_disturbed(future: Future) -> bool:
    """Whether the process waited too long, or ended for another reason than its limit."""
    try:
        future.result()
    except ProcessExpired as error:
        return not is_over_limit(error)
    except Exception as error:
        return isinstance(error, TimeoutError)
    return False


def is_over_limit(error: ProcessExpired) -> bool:
    return bool(error.exitcode == -signal.SIGPROF)


def job_outcome(future: Future, source: str, seconds: float) -> Rendered | RenderError:
    """The result, or a RenderError whose message helps the author."""
    try:
        return future.result()
    except RenderError as error:
        return error
    except Exception as error:
        return RenderError(failure_message(error, source, seconds))


def failure_message(error: Exception, source: str, seconds: float) -> Message:
    match error:
        case TimeoutError():
            return message("machine-busy")
        case ProcessExpired() if is_over_limit(error):
            return message("too-slow", seconds=f"{seconds:g}", place=likely_place(source))
        case ProcessExpired():
            return message("renderer-stopped", place=likely_place(source))
        case MemoryError():
            return message("memory-used-up", place=likely_place(source))
    return message("unexpected-error", error=f"{type(error).__name__}: {error}")


class Worker(IdlePool):
    """One process for the occasional renders of a server, shared by its threads."""

    def __init__(self) -> None:
        super().__init__(partial(new_pool, 1))

    def run(self, source: str, options: dict[str, Any], seconds: float) -> Rendered:
        return self.start(source, options, seconds)()

    def start(self, source: str, options: dict[str, Any], seconds: float) -> Callable[[], Rendered]:
        begin = partial(self.begin, source, options, seconds)
        return partial(self.outcome, begin, begin(), source, seconds)

    def outcome(
        self, begin: Callable[[], Future], future: Future, source: str, seconds: float
    ) -> Rendered:
        result = result_of(begin, future, source, seconds)
        if isinstance(result, RenderError):
            raise result
        return result

    def wake(self) -> None:
        with self.lock:
            if self.pool is None or not self.pool.active:
                self.active_pool().schedule(warm_up)
            self.restart_timer()

    def begin(self, source: str, options: dict[str, Any], seconds: float) -> Future:
        self.enter()
        with self.lock:
            future = schedule(self.active_pool(), source, options, seconds)
        future.add_done_callback(lambda _done: self.finish())
        return future


WORKER = Worker()
