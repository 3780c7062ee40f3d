"""Hashes one password at a time on this machine, however many processes serve the site.

Hashing takes a processor for a quarter of a second by design. With one in each process, strangers
who try passwords would take all processors, and readers would wait.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from blog import file_modes

NAME = "hashing"  # the lock file in the data folder


class OneAtATimePBKDF2(PBKDF2PasswordHasher):
    """Django's own: the hashes are the same."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with alone():
            hashed: str = super().encode(password, salt, iterations)
        return hashed


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process or thread is in this block. A killed process leaves it too."""
    handle = opened_lock()
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def opened_lock() -> Any:
    """The locked file; None if there can be none, such as on a disk that is full."""
    handle = None
    try:
        handle = os.open(settings.DATA / NAME, os.O_RDWR | os.O_CREAT, file_modes.FILE)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # the file system has no locks: hash without one
        if handle is not None:
            os.close(handle)
        return None
    return handle
