"""Looks at the WAL of SQLite before the first process opens the database, which would apply it."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from blog import file_modes, serving_lock
from operations.integrity.wal_frames import WalState, wal_state

DAMAGED_JOURNAL = (
    "The journal of the database is damaged: up to {number} of the last saves are lost. {copied} "
    "Look at what was written last."
)
COPIED = "What was there is kept in {folder}."
NOT_COPIED = "There was no room to keep a copy."


def journal_problem() -> str:
    """A sentence if confirmed saves are lost; '' if not. Call it before a query.

    Nothing is looked at while another process serves the site.
    """
    if connection.vendor != "sqlite":
        return ""
    database = Path(str(connection.settings_dict["NAME"]))
    wal = database.with_name(f"{database.name}-wal")
    try:
        with serving_lock.exclusive_lock(settings.DATA):
            state = wal_state(wal) if wal.is_file() else WalState(0, 0)
            return journal_sentence(state.lost, [database, wal]) if state.lost else ""
    except (serving_lock.SiteIsServed, OSError):
        return ""


def journal_sentence(lost: int, files: list[Path]) -> str:
    folder = Path(settings.DATA, "backups", f"damaged-{datetime.now():%Y%m%d-%H%M%S}")
    if sum(file.stat().st_size for file in files) < shutil.disk_usage(settings.DATA).free / 2:
        file_modes.make_private_folder(folder)
        for file in files:
            shutil.copy2(file, folder)
        copied = COPIED.format(folder=folder)
    else:
        copied = NOT_COPIED
    return DAMAGED_JOURNAL.format(number=lost, copied=copied)
