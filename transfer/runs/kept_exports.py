"""Exported files until somebody has taken them: each in a private folder, for a day."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from transfer.models import ExportRun
from transfer.runs.private_folders import make_private, remove_folders_before

LASTS = timedelta(days=1)


def new_export_file(run: ExportRun) -> Path:
    """Where it is written."""
    return make_private(export_folder(run)) / run.file_name


def export_folder(run: ExportRun) -> Path:
    return Path(settings.EXPORTS) / str(run.pk)


def kept_export(run: ExportRun) -> Path | None:
    """None if it is not there yet, or not any more."""
    is_recent = run.finished_at is not None and run.finished_at > timezone.now() - LASTS
    path = export_folder(run) / run.file_name
    return path if is_recent and run.state == ExportRun.State.DONE and path.is_file() else None


def remove_export(run: ExportRun) -> None:
    shutil.rmtree(export_folder(run), ignore_errors=True)


def remove_old_exports() -> None:
    """Remove the files that are older than a day, and those without a run."""
    since = timezone.now() - LASTS
    recent = ExportRun.objects.filter(created_at__gte=since)
    kept = set(recent.values_list("pk", flat=True))
    remove_folders_before(Path(settings.EXPORTS), since, kept)
