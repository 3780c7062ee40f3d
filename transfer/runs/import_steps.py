"""The steps of a run: check, import, cancel, go on. Each enqueues a task in its transaction.

A task that was interrupted begins again: an import finds what it has imported.
"""

import logging

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from transfer.import_progress import Progress
from transfer.imports import import_path
from transfer.models import ImportRun
from transfer.report import ImportReport
from transfer.runs.run_progress import RunProgress
from transfer.runs.uploaded_files import file_of, remove_file
from transfer.table_statistics import update_statistics
from transfer.unpacking import UnknownExport, note_in_words

State = ImportRun.State
OF_UPLOADS = "uploads"  # the folder in the identity of single files
log = logging.getLogger(__name__)


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
    """Check or import. It may have been cancelled or deleted meanwhile."""
    found = ImportRun.objects.at_work().select_related("user", "author").filter(pk=run).first()
    if found is None:
        return
    with translation.override(found.language):
        try:
            check_or_import(found)
        except (DatabaseError, InterfaceError):  # the queue tries again
            raise
        except UnknownExport as error:
            found.note_failure(note_in_words(error.code, error.params, _))
        except Exception as error:
            log.exception("An import failed.")
            found.note_failure(error_sentence(error))


def check_or_import(run: ImportRun) -> None:
    if problem := obstacle(run):
        run.note_failure(problem)
    elif run.state == State.IMPORTING:
        perform_import(run)
    else:
        check(run)


def obstacle(run: ImportRun) -> str:
    """Why it cannot begin; '' if it can."""
    if not (run.user and run.author and run.user.has_perm("transfer.run_imports")):
        return _("The account that started it, or its author, may not import any more.")
    if file_of(run) is None:
        return _("Its file is not there any more. Upload it again.")
    return ""


def check(run: ImportRun) -> None:
    """The dry run. It is not stored if it was cancelled."""
    run.enter(State.CHECKING, leaving=ImportRun.AT_WORK)
    report = import_upload(run, RunProgress(run), dry_run=True)
    values = {"check_report": report.as_json(), "finished_at": timezone.now()}
    run.enter(State.CHECKED, leaving=(State.CHECKING,), **values)


def perform_import(run: ImportRun) -> None:
    """The report is stored also if it was cancelled: it tells what is imported."""
    progress = RunProgress(run)
    report = import_upload(run, progress, dry_run=False)
    update_statistics(report)
    values = {"import_report": report.as_json(), "finished_at": timezone.now()}
    if progress.goes_on and run.enter(State.DONE, leaving=(State.IMPORTING,), **values):
        remove_file(run)
    else:
        run.enter(State.CANCELLED, leaving=(State.CANCELLED,), **values)


def import_upload(run: ImportRun, progress: Progress, *, dry_run: bool) -> ImportReport:
    path, author = file_of(run), run.author
    assert path
    assert author
    options = {"name": OF_UPLOADS, **run.options}
    return import_path(
        path, progress=progress, author=author, by=run.user, dry_run=dry_run, **options
    )


def error_sentence(error: Exception) -> str:
    text = _(
        "Something unexpected happened; please report it: %(error)s. What is imported stays, and "
        "trying again goes on."
    )
    return text % {"error": f"{type(error).__name__}: {error}"}
