"""Waits for conditions. The limit is for what never comes true, and says nothing about speed."""

import time
from collections.abc import Callable

SECONDS = 120  # below faulthandler_timeout, so that the test that waits is the one that fails
PAUSE = 0.02


def wait_until(holds: Callable[[], object], sleep: Callable[[float], object] = time.sleep) -> None:
    """Return once `holds()` is true; `sleep` takes seconds."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, f"not so after {SECONDS} s"
        sleep(PAUSE)
