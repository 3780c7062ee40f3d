"""Wait for conditions. The limit is generous: tests do not measure speed."""

import time
from collections.abc import Callable

SECONDS = 120  # below faulthandler_timeout, which would end the whole run
PAUSE = 0.02


def wait_until(holds: Callable[[], object], sleep: Callable[[float], object] = time.sleep) -> None:
    """Return once `holds()` is true; `sleep` takes seconds."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, f"not so after {SECONDS} s"
        sleep(PAUSE)
