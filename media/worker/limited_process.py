"""Reads files in a process of its own: a web process decodes none.

A decoder that hangs or crashes ends only that process, and its file is refused. `inspect_and_clean`
and `make_variants` are called as the engines are, and raise RefusedFile in that case, too.
"""

import multiprocessing
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from media.inspection import Inspected, Limits, RefusedFile
from media.variants import Made, make
from rendering.worker.idle_pool import IdlePool

from .jobs import limit_process, read_file, run_with_timer

# Of processor time: a photograph of 12 megapixels takes 0.3 s to read, 2 to 4 s to scale.
READING_SECONDS = 30.0
SCALING_SECONDS = 300.0
# The limit on wall-clock time, as a multiple of that on processor time.
WALL_CLOCK_FACTOR = 10
# A process is replaced after so many files: what a decoder has lost is given back.
FILES = 200

Result = TypeVar("Result")


def inspect_and_clean(path: Path, name: str, limits: Limits, target: Path) -> Inspected:
    """What the file is; `target` gets what readers see of it. Raises RefusedFile."""
    return run_limited_job(read_file, path, name, limits, target, seconds=READING_SECONDS)


def make_variants(path: Path, inspected: Inspected, folder: Path) -> Made:
    """The smaller files, in `folder`; whoever calls deletes it, also after RefusedFile."""
    return run_limited_job(make, path, inspected, folder, seconds=SCALING_SECONDS)


def run_limited_job(work: Callable[..., Result], *values: Any, seconds: float) -> Result:
    """The result of `work(*values)` in the process, after at most `seconds` of processor time."""
    PROCESS.enter()
    try:
        with PROCESS.lock:
            job = (work, values, seconds)
            future = PROCESS.active_pool().schedule(
                run_with_timer, args=job, timeout=seconds * WALL_CLOCK_FACTOR
            )
        result: Result = future.result()
        return result
    except (TimeoutError, ProcessExpired, MemoryError) as error:
        raise refusal_for(error, seconds) from error
    finally:
        PROCESS.finish()


def refusal_for(error: Exception, seconds: float) -> RefusedFile:
    match error:
        case MemoryError():
            return RefusedFile("too-much-memory")
        case ProcessExpired() if error.exitcode != -signal.SIGPROF:
            return RefusedFile("stopped")
    return RefusedFile("too-slow", seconds=f"{seconds:g}")


def new_process() -> ProcessPool:
    """Spawned: forking is unsafe, because the server has threads."""
    context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=1, max_tasks=FILES, context=context, initializer=limit_process)


PROCESS = IdlePool(new_process)
