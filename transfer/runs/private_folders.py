"""Private folders of runs: each has the number of its run for a name."""

import shutil
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

PRIVATE = 0o700


def make_private(folder: Path) -> Path:
    """Make the folder of a run, and the one that it is in."""
    for each in (folder.parent, folder):
        each.mkdir(mode=PRIVATE, exist_ok=True)
    return folder


def remove_folders_before(root: Path, since: datetime, kept: Collection[int]) -> None:
    """Remove old folders, without those of the runs that are kept.

    One that is newer may have its row written just now.
    """
    names = {str(pk) for pk in kept}
    for folder in root.iterdir() if root.is_dir() else ():
        with suppress(OSError):  # another process removes it too
            if folder.name not in names and folder.stat().st_mtime < since.timestamp():
                shutil.rmtree(folder, ignore_errors=True)
