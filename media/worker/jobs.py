"""What runs in the process: it loads the engines, and nothing of the renderer."""

import logging
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from media.cleaning import clean
from media.inspection import Inspected, Limits, RefusedFile, inspect

# Bytes: 40 megapixels need 500 MB.
MOST_MEMORY = 2**30
NICENESS = 5

Result = TypeVar("Result")
log = logging.getLogger(__name__)


def read_file(path: Path, name: str, limits: Limits, target: Path) -> Inspected:
    """What readers see of it is written to `target`.

    A file that shows a fault of ours is refused as well: whoever sends it cannot do anything else.
    """
    try:
        inspected = inspect(path, name, limits)
        clean(path, inspected, target)
    except (RefusedFile, OSError, MemoryError):
        raise
    except Exception as error:
        log.exception("A file could not be read")
        raise RefusedFile("stopped") from error
    return inspected


def run_with_timer(work: Callable[..., Result], values: tuple[Any, ...], seconds: float) -> Result:
    """The signal of the timer ends the process."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return work(*values)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def limit_process() -> None:
    """Called first. What is larger than the limits is refused before Pillow asks."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    with suppress(OSError):
        os.nice(NICENESS)
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, hard))
    Image.MAX_IMAGE_PIXELS = None
