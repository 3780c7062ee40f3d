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


class Running(Exception):
    """Somebody serves the site."""


def serve_from(data: Path) -> None:
    """Hold the lock with others until this process ends."""
    try:
        hold(data, fcntl.LOCK_SH)
    except BlockingIOError as error:
        raise ImproperlyConfigured(RESTORING.format(data)) from error
    except OSError:  # a file system without locks: a site that serves is worth more than they are
        return


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
