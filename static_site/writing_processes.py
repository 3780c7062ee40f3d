"""Does the tasks of an export, in this process or in several at the same time.

Each process starts anew. A fork would have the connections to the database of this process, and
the locks that its threads hold.
"""

from __future__ import annotations

import gc
import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django
from django.utils import translation

if TYPE_CHECKING:  # models can be imported when Django is set up
    from static_site.file_writer import FileWriter, Task, TaskResult

MANY_OBJECTS = 50_000  # a page makes many objects, and none that only the collector finds
writer: FileWriter | None = None  # of this process


@contextmanager
def task_runner(
    made: FileWriter, processes: int
) -> Iterator[Callable[[Iterable[Task]], TaskResult]]:
    """A function that does tasks with this writer, or with copies of it in several processes."""
    with made.output.journal_open():
        if processes == 1:
            yield lambda tasks: made.collected(map(made.do, tasks))
            return
        spawn = multiprocessing.get_context("spawn")
        arguments = (pickle.dumps(made), translation.get_language())
        with ProcessPoolExecutor(processes, spawn, begin_process, arguments) as pool:
            yield lambda tasks: made.collected(pool.map(do_task, tasks, chunksize=4))


def begin_process(made: bytes, language: str) -> None:
    global writer
    django.setup()
    translation.activate(language)
    writer = pickle.loads(made)
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, 20, 20)


def do_task(task: Task) -> TaskResult:
    assert writer is not None
    return writer.do(task)
