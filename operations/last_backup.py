"""Remembers when `manage.py backup` wrote its last backup, for those who look after the site."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from blog import file_modes

NAME = "last_backup.json"


@dataclass(frozen=True)
class LastBackup:
    """`made` is the moment of its manifest, `size` is in bytes."""

    file: str
    size: int
    made: datetime

    @classmethod
    def read(cls) -> LastBackup | None:
        """None if none is known: none was made, or by other means."""
        with suppress(OSError, ValueError, TypeError, LookupError):
            stored = json.loads((settings.DATA / NAME).read_text())
            made = datetime.fromisoformat(stored["made"])
            return cls(str(stored["file"]), int(stored["size"]), made)
        return None

    def remember(self) -> None:
        """Store it in the data folder. If that is read-only, the backup is complete anyway."""
        with suppress(OSError):
            text = json.dumps({**asdict(self), "made": self.made.isoformat()})
            path = Path(settings.DATA, NAME)
            with open(path, "w", opener=file_modes.private_opener) as stored:
                stored.write(text)
