"""Runs tasks, one after another."""

from __future__ import annotations

import logging
import os
from socket import gethostname
from threading import Event, Thread
from time import monotonic, sleep
from types import TracebackType
from typing import Any

from django.db import connections
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from operations.tasks import queue

PAUSE = 1  # seconds between two looks at an empty queue
BEAT = queue.LEASE.total_seconds() / 4

log = logging.getLogger(__name__)


def run_due(linger: float = 0) -> int:
    """Run tasks until none has been due for `linger` seconds. Return how many attempts were made.

    Ends earlier if the process that started this one is gone. An error of the database is raised:
    the lease brings the task back.
    """
    worker, parent = f"{gethostname()[:40]} {os.getpid()}", os.getppid()
    attempts, idle_since = 0, monotonic()
    while os.getppid() == parent:
        if result := queue.take(worker):
            run_task(result)
            attempts, idle_since = attempts + 1, monotonic()
        elif monotonic() - idle_since >= linger:
            break
        else:
            sleep(PAUSE)
    return attempts


def run_task(result: DBTaskResult) -> None:
    """Run a leased task, and store how it ended. A task that is interrupted is given back."""
    try:
        with Heartbeat(result):
            value = call(result)
        result.set_successful(value)
    except Exception as error:
        will_be_tried = queue.note_failure(result, error)
        level = logging.WARNING if will_be_tried else logging.ERROR
        log.log(level, "Task %s failed", result.task_path, exc_info=not will_be_tried)
    except BaseException:
        queue.release(result)
        raise


def call(result: DBTaskResult) -> Any:
    task = result.task
    given: Any = result.task_result
    context = [TaskContext(task_result=given)] if task.takes_context else []
    return task.call(*context, *given.args, **given.kwargs)


class Heartbeat:
    """A thread that extends the lease of a task while the `with` block runs."""

    def __init__(self, result: DBTaskResult) -> None:
        self.result, self.ended = result, Event()
        self.thread = Thread(target=self.beat, name="heartbeat", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ended.set()
        self.thread.join()

    def beat(self) -> None:
        try:
            while not self.ended.wait(BEAT):
                self.extend()
        finally:
            connections.close_all()

    def extend(self) -> None:
        try:
            queue.extend_lease(self.result)
        except Exception:  # the next beat is early enough
            log.warning("The lease of a task could not be extended", exc_info=True)
