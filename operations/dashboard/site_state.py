"""How the site is: what it takes on the disk, its last backup, its versions."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import django
from django.conf import settings
from django.core.cache import cache as values
from django.db import connection
from django.db.models import Count, Sum
from django_tasks_db.models import DBTaskResult

from articles.publishing import rerender
from media.models import FileContent, Variant
from operations.databases import database_size
from operations.last_backup import LastBackup

COUNTED_AGAIN = 600  # seconds; counting many uploads takes a while
GIT = ("git", "log", "-1", "--format=%cs %h")


class Uploads(NamedTuple):
    number: int
    size: int


@dataclass(frozen=True, slots=True)
class SiteState:
    """Sizes are in bytes. `outdated` is the number of texts that `manage.py rerender` would change.

    `tasks` is the number of background tasks that wait or run. `backup` is None if none is known;
    `release` is '' if this is no checkout of Git.
    """

    database: str
    database_size: int
    uploads: Uploads
    free: int
    backup: LastBackup | None
    outdated: int
    tasks: int
    release: str
    software: str

    @classmethod
    def now(cls) -> "SiteState":
        """At most eight queries. Uploads are counted anew every ten minutes."""
        return cls(
            connection.display_name,
            database_size(),
            counted_uploads(),
            shutil.disk_usage(settings.DATA).free,
            LastBackup.read(),
            rerender.outdated_count(),
            DBTaskResult.objects.exclude(finished_at__isnull=False).count(),
            git_release(settings.BASE),
            f"Django {django.get_version()}, Python {sys.version.split()[0]}",
        )


def counted_uploads() -> Uploads:
    known: Uploads | None = values.get("uploads")
    if known is None:
        in_bucket = settings.MEDIA_STORAGE == "s3"
        known = uploads_in_rows() if in_bucket else uploads_of(settings.MEDIA_ROOT)
        values.set("uploads", known, COUNTED_AGAIN)
    return known


def uploads_in_rows() -> Uploads:
    """What the tables know of files in a bucket, which is not listed for this."""
    kinds = (FileContent.objects, Variant.objects)
    found = [kind.aggregate(number=Count("pk"), size=Sum("bytes")) for kind in kinds]
    return Uploads(sum(of["number"] for of in found), sum(of["size"] or 0 for of in found))


def uploads_of(folder: Path) -> Uploads:
    """The number and the size of the files below a folder."""
    number = size = 0
    for place, _folders, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it was deleted meanwhile
                size += os.stat(os.path.join(place, name)).st_size
                number += 1
    return Uploads(number, size)


@cache
def git_release(folder: Path) -> str:
    """Date and short id of the commit that is checked out; '' without Git."""
    try:
        done = subprocess.run(GIT, cwd=folder, capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
