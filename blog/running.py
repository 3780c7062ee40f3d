"""Whether somebody serves the site from a data folder: all who do share the lock of a file."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from blog import private

NAME = "serving"
RESTORING = "A backup is being restored into {}. Start the site when that is done."

FORMER = ".former-"  # begins the name of what a restore puts aside until it has succeeded
INTERRUPTED = (
    "A restore into {0} was ended half-way, and nothing is lost. Restore again: the same backup, "
    "or what was there, which is the newest one in {0}/backups. Then start the site."
)


class Running(Exception):
    """Somebody serves the site."""


def serve_from(data: Path) -> None:
    """Hold the lock with others until this process ends. Half of a restore is no site."""
    try:
        hold(data, fcntl.LOCK_SH)
    except BlockingIOError as error:
        raise ImproperlyConfigured(RESTORING.format(data)) from error
    except OSError:  # a file system without locks: a site that serves is worth more than they are
        return
    if any(data.glob(f"{FORMER}*")):
        raise ImproperlyConfigured(INTERRUPTED.format(data))


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the lock alone; Running where somebody has it."""
    try:
        handle = hold(data, fcntl.LOCK_EX)
    except BlockingIOError as error:
        raise Running from error
    try:
        yield
    finally:
        os.close(handle)


def hold(data: Path, kind: int) -> int:
    handle = os.open(data / NAME, os.O_RDWR | os.O_CREAT, private.FILE)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
