"""Folders for files that are being read.

They are in the data folder: what a process that is killed leaves there is found by check_media, and
/tmp is in memory on many machines.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings


def working_folder() -> TemporaryDirectory[str]:
    settings.INCOMING.mkdir(mode=0o700, exist_ok=True)
    return TemporaryDirectory(dir=settings.INCOMING)


def folders_left_behind(since: datetime) -> Iterator[Path]:
    """Those in which nothing has changed since then."""
    if settings.INCOMING.is_dir():
        for folder in sorted(settings.INCOMING.iterdir()):
            if folder.stat().st_mtime < since.timestamp():
                yield folder
