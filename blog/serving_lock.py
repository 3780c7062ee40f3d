"""A lock file in the data folder, which shows whether a process serves the site.

Servers and backups hold it together (shared); a restore holds it alone (exclusive).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from blog import file_modes

NAME = "serving"
RESTORING = "A backup is being restored into {}. Start the site when that is done."

FORMER = ".former-"  # prefix of the folder with the replaced data, until a restore has succeeded
INTERRUPTED = (
    "A restore into {0} was ended half-way, and nothing is lost. Restore again: the same backup, "
    "or what was there, which is the newest one in {0}/backups. Then start the site."
)


class SiteIsServed(Exception):
    """Another process holds the lock."""


def hold_shared_lock(data: Path) -> None:
    """Hold the lock until this process ends.

    Raises ImproperlyConfigured while a restore runs, or if one was interrupted.
    """
    try:
        take_lock(data, fcntl.LOCK_SH)
    except BlockingIOError as error:
        raise ImproperlyConfigured(RESTORING.format(data)) from error
    except OSError:  # the file system has no locks: serve without one
        return
    if any(data.glob(f"{FORMER}*")):
        raise ImproperlyConfigured(INTERRUPTED.format(data))


@contextmanager
def exclusive_lock(data: Path) -> Iterator[None]:
    """Hold the lock alone in this block. Raises SiteIsServed if another process has it."""
    try:
        handle = take_lock(data, fcntl.LOCK_EX)
    except BlockingIOError as error:
        raise SiteIsServed from error
    try:
        yield
    finally:
        os.close(handle)


def take_lock(data: Path, kind: int) -> int:
    handle = os.open(data / NAME, os.O_RDWR | os.O_CREAT, file_modes.FILE)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
