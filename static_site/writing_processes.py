"""Processes that write files at the same time.

Each starts anew. A fork would have the connections to the database of this process, and the locks
that its threads hold.
"""

from __future__ import annotations

import gc
import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django
from django.utils import translation

if TYPE_CHECKING:  # models can be imported when Django is set up
    from static_site.building_pool import FileWriter, Task, TaskResult

MANY_OBJECTS = 50_000  # a page makes many objects, and none that only the collector finds
writer: FileWriter | None = None  # of this process


@contextmanager
def several_processes(made: FileWriter, processes: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose processes do tasks with a copy of this writer."""
    spawn = multiprocessing.get_context("spawn")
    arguments = (pickle.dumps(made), translation.get_language())
    with ProcessPoolExecutor(processes, spawn, begin_process, arguments) as pool:
        yield pool


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
