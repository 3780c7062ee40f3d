"""The queue: which task is next, who has it, and when it is tried again.

A task that runs is leased: `run_after` is when another worker may take it, and the worker that runs
it moves this time forward. So a task is never lost with its worker. It may run twice: tasks are
written so that this does no harm.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

LEASE = timedelta(seconds=60)
# What is waited after each failed attempt but the last one
DELAYS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
MOST_ATTEMPTS = len(DELAYS) + 1
SUCCESSFUL_DAYS, FAILED_DAYS = 7, 30  # for which results are kept
LOST = "The process that ran this task was ended each time, %d times in all."


class WorkerLost(Exception):
    """Each attempt ended with the process that made it."""


def take(worker: str) -> DBTaskResult | None:
    """Lease the next task that is due to a worker. None if there is none."""
    if not any(rows.exists() for rows in due()):  # without a lock
        return None
    with transaction.atomic():
        while result := first_due():
            if len(result.worker_ids) < MOST_ATTEMPTS:
                lease(result, worker)
                return result
            result.set_failed(WorkerLost(LOST % MOST_ATTEMPTS))
    return None


def due() -> tuple[DBTaskResultQuerySet, DBTaskResultQuerySet]:
    """What waits and may run now, and what was leased to a worker that is gone."""
    expired = DBTaskResult.objects.running().filter(run_after__lte=timezone.now())
    return DBTaskResult.objects.ready(), expired


def first_due() -> DBTaskResult | None:
    """Locked. Rows that another worker locks are passed over."""
    return next((found for rows in due() if (found := rows.get_locked())), None)


def lease(result: DBTaskResult, worker: str) -> None:
    now = timezone.now()
    result.status, result.started_at, result.finished_at = TaskResultStatus.RUNNING, now, None
    result.run_after, result.worker_ids = now + LEASE, [*result.worker_ids, worker]
    result.save(update_fields=["status", "started_at", "finished_at", "run_after", "worker_ids"])


def extend_lease(result: DBTaskResult) -> None:
    leased = DBTaskResult.objects.running().filter(pk=result.pk)
    leased.update(run_after=timezone.now() + LEASE)


def note_failure(result: DBTaskResult, error: BaseException) -> bool:
    """Keep the error, and plan the next attempt. Return whether there is one."""
    attempts = len(result.worker_ids)
    with transaction.atomic():
        result.set_failed(error)
        if attempts < MOST_ATTEMPTS:
            put_back(result, timezone.now() + DELAYS[attempts - 1])
    return attempts < MOST_ATTEMPTS


def release(result: DBTaskResult) -> None:
    """Give a task back that could not be finished: its worker is asked to end."""
    result.worker_ids = result.worker_ids[:-1]
    put_back(result, timezone.now())


def run_again(rows: QuerySet[DBTaskResult]) -> int:
    """Run those at once that are not running, as if for the first time. Return their number."""
    waiting = rows.exclude(status=TaskResultStatus.RUNNING)
    return waiting.update(
        status=TaskResultStatus.READY, run_after=timezone.now(), finished_at=None, worker_ids=[]
    )


def put_back(result: DBTaskResult, run_after: datetime) -> None:
    result.status, result.run_after, result.finished_at = TaskResultStatus.READY, run_after, None
    result.save(update_fields=["status", "run_after", "finished_at", "worker_ids"])


def prune() -> None:
    """Delete old results."""
    days = {"min_age_days": SUCCESSFUL_DAYS, "failed_min_age_days": FAILED_DAYS}
    call_command("prune_db_task_results", **days, verbosity=0)
