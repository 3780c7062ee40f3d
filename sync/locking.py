"""One pass of a folder at a time, whichever process runs it."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

PAUSE = 0.2  # seconds between two attempts


class SyncRuns(Exception):
    """Another process synchronizes this folder now."""


@contextmanager
def only_one_pass(root: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold a lock, which ends with the process.

    Raises SyncRuns if another one has it, also after `patience` in seconds.
    """
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    settings.SYNC_LOCKS.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.SYNC_LOCKS / f"{name}.lock").open("w") as file:
        last = time.monotonic() + patience
        while not has_locked(file):
            if time.monotonic() >= last:
                raise SyncRuns(str(root))
            time.sleep(PAUSE)
        yield


def has_locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
