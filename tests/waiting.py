"""Wait for conditions. The limit is generous: tests do not measure speed."""

import time
from collections.abc import Callable

from django.db import connection

SECONDS = 120  # below faulthandler_timeout, which would end the whole run
SHORTEST, LONGEST = 0.02, 0.3  # seconds between two looks, which cost a busy machine time too


def wait_until(holds: Callable[[], object], sleep: Callable[[float], object] = time.sleep) -> None:
    """Return once `holds()` is true; `sleep` takes seconds."""
    end, pause = time.monotonic() + SECONDS, SHORTEST
    while not holds():
        assert time.monotonic() < end, f"not so after {SECONDS} s"
        sleep(pause)
        pause = min(1.3 * pause, LONGEST)


def is_somebody_waiting() -> bool:
    """Whether a connection waits for a lock. SQLite cannot tell, so there it says yes."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
