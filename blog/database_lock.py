"""One process at a time prepares a database: two machines may start at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.db import connection

KEY = 7_140_912_833  # of PostgreSQL's advisory locks; any number that nobody else has
# A server may end transactions that do nothing for long.
KEEP_OPEN = "SET LOCAL idle_in_transaction_session_timeout = 0"
LOCK = "SELECT pg_advisory_xact_lock(%s)"


class PreparingThread(local):
    has_lock = False


thread = PreparingThread()


@contextmanager
def preparing_database() -> Iterator[None]:
    """Wait until no other process is in such a block. SQLite has one machine, and its own lock.

    A process that ends gives the lock back, however it ends. Blocks may be nested. An outer one
    must stand outside of a transaction that locks tables.
    """
    if connection.vendor != "postgresql" or thread.has_lock:
        yield
        return
    with holding_lock():
        thread.has_lock = True
        try:
            yield
        finally:
            thread.has_lock = False


@contextmanager
def holding_lock() -> Iterator[None]:
    """Hold it by a transaction of another connection: PgBouncer keeps no session beyond one."""
    holder = connection.copy()
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            cursor.execute(KEEP_OPEN)
            cursor.execute(LOCK, [KEY])
        yield
        holder.rollback()
    finally:
        holder.close()
