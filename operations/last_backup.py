"""The last backup that succeeded, for those who look after the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operations.models import BackupRun


@dataclass(frozen=True)
class LastBackup:
    """`file` is its place, `made` its moment, `size` is in bytes."""

    file: str
    size: int
    made: datetime

    @classmethod
    def read(cls) -> LastBackup | None:
        """None if none is known: none was made, or by other means. One query."""
        run = BackupRun.objects.successful().first()
        return cls(run.place, run.size, run.started_at) if run else None
