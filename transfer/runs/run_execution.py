"""What the background task of a run does: the check, or the import."""

import logging
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import audit
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


def execute_run(run: int) -> None:
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
    if progress.goes_on and conclude_import(run, report, values):
        remove_file(run)
    else:
        run.enter(State.CANCELLED, leaving=(State.CANCELLED,), **values)


def conclude_import(run: ImportRun, report: ImportReport, values: dict[str, Any]) -> bool:
    with transaction.atomic():
        is_done = run.enter(State.DONE, leaving=(State.IMPORTING,), **values)
        if is_done:
            audit.record(run.user, audit.Action.IMPORTED, run, files=report.imported)
    return is_done


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
