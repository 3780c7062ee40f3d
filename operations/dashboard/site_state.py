"""How the site is: what it takes on the disk, its last backup, its versions."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache as values
from django.db import connection
from django.db.models import Count, Sum
from django_tasks_db.models import DBTaskResult

from articles.publishing import rerender
from media.models import FileContent, Variant
from operations.backups.backup_alerts import backup_warning
from operations.databases import database_size
from operations.integrity.integrity_checks import integrity_warnings
from operations.last_backup import LastBackup
from operations.software import software_versions

COUNTED_AGAIN = 600  # seconds; counting many uploads takes a while


class Uploads(NamedTuple):
    number: int
    size: int


@dataclass(frozen=True, slots=True)
class SiteState:
    """Sizes are in bytes. `outdated` is the number of texts that `manage.py rerender` would change.

    `tasks` is the number of background tasks that wait or run. `backup` is None if none is known;
    `release` is '' if this is no checkout of Git. `warnings` are sentences
    about backups and the database.
    """

    database: str
    database_size: int
    uploads: Uploads
    free: int
    backup: LastBackup | None
    warnings: list[str]
    outdated: int
    tasks: int
    release: str
    software: str

    @classmethod
    def now(cls) -> "SiteState":
        """At most twelve queries. Uploads are counted anew every ten minutes."""
        versions = software_versions()
        return cls(
            connection.display_name,
            database_size(),
            counted_uploads(),
            shutil.disk_usage(settings.DATA).free,
            LastBackup.read(),
            [*filter(None, [backup_warning()]), *integrity_warnings()],
            rerender.outdated_count(),
            DBTaskResult.objects.exclude(finished_at__isnull=False).count(),
            versions["longwave"],
            f"Django {versions['django']}, Python {versions['python']}",
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
