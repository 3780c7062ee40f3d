"""Uploaded files until they are imported: each in a private folder, which its run names."""

import re
import shutil
from datetime import timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from transfer.models import ImportRun
from transfer.runs.private_folders import make_private, remove_folders_before
from transfer.safe_names import safe_part

KEPT = timedelta(days=7)
# What browsers add to the name of a file that is there already: the site is the same.
SECOND_DOWNLOAD = re.compile(r"(?: ?\(\d{1,3}\))+(?=\.\w+$)")


def folder_of(run: ImportRun) -> Path:
    return Path(settings.IMPORTS) / str(run.pk)


def keep_file(run: ImportRun, upload: UploadedFile) -> None:
    """Store what was uploaded for a run, which has a row already."""
    folder = make_private(folder_of(run))
    with (folder / stored_file_name(run.file_name)).open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)


def stored_file_name(name: str) -> str:
    """The name by which the next import finds its articles again."""
    return safe_part(SECOND_DOWNLOAD.sub("", PurePosixPath(name).name))


def file_of(run: ImportRun) -> Path | None:
    """None if it was removed."""
    path = folder_of(run) / stored_file_name(run.file_name)
    return path if path.is_file() else None


def remove_file(run: ImportRun) -> None:
    """Remove the file, if it is there."""
    shutil.rmtree(folder_of(run), ignore_errors=True)


def remove_expired_files() -> None:
    """Remove the files that nobody imported within a week, and those without a run."""
    since = timezone.now() - KEPT
    recent = ImportRun.objects.filter(created_at__gte=since) | ImportRun.objects.at_work()
    kept = set(recent.values_list("pk", flat=True))
    remove_folders_before(Path(settings.IMPORTS), since, kept)
