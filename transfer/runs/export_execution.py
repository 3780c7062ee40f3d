"""Writes an export that the admin has begun."""

import logging
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import audit
from articles import access
from transfer.export.export_options import ExportOptions
from transfer.export.export_progress import ExportProgress
from transfer.export.site_export import export_site
from transfer.export.targets import open_target
from transfer.models import ExportRun
from transfer.runs.kept_exports import new_export_file, remove_export
from transfer.runs.run_progress import PAUSE

State = ExportRun.State
log = logging.getLogger(__name__)


class StoppedExport(Exception):
    """It was cancelled or deleted while it was written."""


class ExportRunProgress(ExportProgress):
    def __init__(self, run: ExportRun) -> None:
        self.run = run

    def batches(self, batches: Iterator[list[int]], number: int) -> Iterable[list[int]]:
        done, written = 0, 0.0
        for batch in batches:
            if monotonic() - written >= PAUSE:
                written = monotonic()
                if not self.run.note(done=done, total=number):
                    raise StoppedExport
            yield batch
            done += len(batch)


def execute_export(run: int) -> None:
    """Write the .zip. It may have been cancelled or deleted meanwhile."""
    found = ExportRun.objects.filter(pk=run, state__in=ExportRun.AT_WORK)
    if not (chosen := found.select_related("user").first()):
        return
    with translation.override(chosen.language):
        try:
            write_for_user(chosen)
        except StoppedExport:
            remove_export(chosen)
        except (DatabaseError, InterfaceError):  # the queue tries again
            raise
        except Exception as error:
            log.exception("An export failed.")
            chosen.note_failure(export_error_sentence(error))


def write_for_user(run: ExportRun) -> None:
    user: Any = run.user
    if not (user.is_active and user.is_staff and access.may_begin(user)):
        run.note_failure(_("The account that started it may not export any more."))
        return
    run.enter(State.EXPORTING, leaving=ExportRun.AT_WORK)
    path = new_export_file(run)
    with open_target(path, force=True) as target:
        options = ExportOptions(by=user, **run.options)
        report = export_site(target, options, ExportRunProgress(run))
    values = {"size": path.stat().st_size, "report": vars(report), "finished_at": timezone.now()}
    with transaction.atomic():
        if run.enter(State.DONE, leaving=(State.EXPORTING,), **values):
            audit.record(user, audit.Action.EXPORTED, run, articles=report.articles)
            return
    remove_export(run)


def export_error_sentence(error: Exception) -> str:
    text = _("Something unexpected happened; please report it: %(error)s.")
    return text % {"error": f"{type(error).__name__}: {error}"}
