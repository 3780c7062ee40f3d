"""One pass of a folder at a time, whichever process runs it."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class SyncRuns(Exception):
    """Another process synchronizes this folder now."""


@contextmanager
def only_one_pass(root: Path) -> Iterator[None]:
    """Hold a lock, which ends with the process. Raises SyncRuns if another one has it."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    settings.SYNC_LOCKS.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.SYNC_LOCKS / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SyncRuns(str(root)) from error
        yield
