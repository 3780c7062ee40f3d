"""The steps of a run: check, import, cancel, go on. Each enqueues a task in its transaction.

A task that was interrupted begins again: an import finds what it has imported.
"""

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from transfer.models import ImportRun

State = ImportRun.State


def begin_check(run: ImportRun) -> None:
    """Call it in the transaction that adds the run."""
    enqueue(run)


def begin_import(run: ImportRun) -> bool:
    """Return whether it was checked, and is imported now."""
    return begin_again(run, State.IMPORTING, (State.CHECKED,))


def go_on(run: ImportRun) -> bool:
    """Begin again what failed, was cancelled, or was interrupted too often."""
    state = State.IMPORTING if run.is_import else State.WAITING
    leaving = (*ImportRun.STOPPED, *(ImportRun.AT_WORK if is_given_up(run) else ()))
    return begin_again(run, state, leaving)


def cancel(run: ImportRun) -> bool:
    """Return whether there was something to cancel. What is imported already stays."""
    leaving = (*ImportRun.AT_WORK, State.CHECKED)
    return run.enter(State.CANCELLED, leaving=leaving, finished_at=timezone.now())


def begin_again(run: ImportRun, state: ImportRun.State, leaving: tuple[str, ...]) -> bool:
    with transaction.atomic():
        if not run.enter(state, leaving=leaving, error="", finished_at=None):
            return False
        enqueue(run)
    return True


def enqueue(run: ImportRun) -> None:
    run.task = carry_out.enqueue(run.pk).id
    run.save(update_fields=["task"])


def is_given_up(run: ImportRun) -> bool:
    """Whether no task will go on with it: the process was ended each time."""
    tasks = DBTaskResult.objects.exclude(status=TaskResultStatus.FAILED)
    return run.is_at_work and not (run.task and tasks.filter(pk=run.task).exists())


@task()
def carry_out(run: int) -> None:
    """Check or import, in the process that runs tasks."""
    from transfer.runs import run_execution  # 12 MB of memory, which servers do without

    run_execution.execute_run(run)
