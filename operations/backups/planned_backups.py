"""Backups by background tasks: now, and every day at an hour.

Once a week, that of the plan also reads what earlier ones have stored: a disk may have damaged it.
What is damaged is deleted, and the next attempt stores it anew.

The task of the plan enqueues the next one before it begins, and the server does so once a day, so
that a plan does not end with a task that was lost.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from operations.backup_error import BackupError
from operations.backups.backup_alerts import tell_of_failure
from operations.models import BackupPlan

ATTEMPTS = 3
SUNDAY = 6
WAITING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task(takes_context=True)
def write_backup_now(context: TaskContext) -> None:
    make_backup(context.attempt, by_plan=False)


@task(takes_context=True)
def write_planned_backup(context: TaskContext) -> None:
    plan_next()
    make_backup(context.attempt, by_plan=True)


def make_backup(attempt: int, *, by_plan: bool) -> None:
    """Back up to the place of the settings. The last of several attempts that fail is mailed."""
    from operations.backups.backup_targets import BackupTarget
    from operations.backups.runs import back_up_site  # libraries that servers do without
    from operations.backups.secrets import BackupSecrets

    found = settings.BACKUPS
    try:
        target, secrets = BackupTarget(found.place), BackupSecrets.from_environment()
        back_up_site(
            target,
            secrets,
            with_key=found.with_key,
            overwrite=target.is_file,
            by_plan=by_plan,
            read_all=by_plan and timezone.localtime().weekday() == SUNDAY,
        )
    except (BackupError, ImproperlyConfigured, OSError) as error:
        if attempt < ATTEMPTS:
            raise
        tell_of_failure(str(error))


def request_backup() -> bool:
    """Enqueue a backup, and return whether none is waiting."""
    with transaction.atomic():
        BackupPlan.lock()
        if is_at_work():
            return False
        write_backup_now.enqueue()
    return True


def is_at_work() -> bool:
    """Whether a backup was requested or is being written by a task."""
    running = tasks_of(write_planned_backup).filter(status=TaskResultStatus.RUNNING)
    return tasks_of(write_backup_now).exists() or running.exists()


def set_hour(hour: int | None) -> None:
    with transaction.atomic():
        BackupPlan.lock()
        BackupPlan.objects.update_or_create(pk=1, defaults={"hour": hour})
        tasks_of(write_planned_backup, [TaskResultStatus.READY]).delete()
    plan_next()


def plan_next() -> None:
    """Enqueue the next backup of the plan, unless it waits already."""
    with transaction.atomic():
        moment = BackupPlan.lock().next_moment(timezone.now())
        is_waiting = tasks_of(write_planned_backup, [TaskResultStatus.READY]).exists()
        if moment and not is_waiting:
            write_planned_backup.using(run_after=moment).enqueue()


def tasks_of(chosen: Any, statuses: Sequence[str] = WAITING) -> Any:
    return DBTaskResult.objects.filter(task_path=chosen.module_path, status__in=statuses)
