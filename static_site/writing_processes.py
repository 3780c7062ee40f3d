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
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import django
from django.utils import translation

if TYPE_CHECKING:  # models can be imported when Django is set up
    from static_site.file_writer import FileWriter, Task, TaskResult

MANY_OBJECTS = 50_000  # a page makes many objects, and none that only the collector finds
TASKS_OF_A_PROCESS = 200  # fewer are done by the time that another process has started
writer: FileWriter | None = None  # of this process


@contextmanager
def task_runner(
    made: FileWriter, processes: int
) -> Iterator[Callable[[Iterable[Task]], TaskResult]]:
    """A function that does tasks with this writer, or with copies of it in several processes.

    Those start when there is enough for them to do.
    """
    with made.output.journal_open(), ExitStack() as started:
        pool: ProcessPoolExecutor | None = None

        def run(tasks: Iterable[Task]) -> TaskResult:
            nonlocal pool
            waiting = list(tasks)
            useful = min(processes, len(waiting) // TASKS_OF_A_PROCESS)
            if pool is None and useful > 1:
                pool = started.enter_context(process_pool(made, useful))
            if pool is None:
                return made.collected(map(made.do, waiting))
            return made.collected(pool.map(do_task, waiting, chunksize=4))

        yield run


def process_pool(made: FileWriter, processes: int) -> ProcessPoolExecutor:
    arguments = (pickle.dumps(made), translation.get_language())
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, spawn, begin_process, arguments)


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
