"""One process at a time prepares a database: two machines may start at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

KEY = 7_140_912_833  # of PostgreSQL's advisory locks; any number that nobody else has


@contextmanager
def preparing_database() -> Iterator[None]:
    """Wait until no other process is in such a block. SQLite has one machine, and its own lock.

    A process that ends gives the lock back, however it ends. Blocks may be nested.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
