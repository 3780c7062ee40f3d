"""The steps of an export by the admin: begin, cancel, and the task that writes.

What was interrupted begins again.
"""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from transfer.models import ExportRun

State = ExportRun.State


def begin_export(run: ExportRun) -> None:
    """Call it in the transaction that adds the run."""
    run.task = write_export.enqueue(run.pk).id
    run.save(update_fields=["task"])


def begin_export_again(run: ExportRun) -> bool:
    with transaction.atomic():
        leaving = (State.FAILED, State.CANCELLED, State.DONE)
        if not run.enter(State.WAITING, leaving=leaving, error="", finished_at=None):
            return False
        begin_export(run)
    return True


def cancel_export(run: ExportRun) -> bool:
    return run.enter(State.CANCELLED, leaving=ExportRun.AT_WORK, finished_at=timezone.now())


@task()
def write_export(run: int) -> None:
    """Write the .zip, in the process that runs tasks."""
    from transfer.runs import export_execution  # memory and time that servers do without

    export_execution.execute_export(run)
