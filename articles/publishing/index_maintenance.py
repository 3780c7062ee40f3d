"""Maintenance of PostgreSQL's search index after a commit, in a thread of the process.

PostgreSQL collects new lexemes in the pending list of the GIN index. This makes saving fast, but
each search reads the whole list. The thread empties it (gin_clean_pending_list).
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from django.db import DatabaseError, connection, transaction

log = logging.getLogger(__name__)
worker = ThreadPoolExecutor(1, "index-maintenance")
is_due = Event()


def schedule_maintenance(sql: str) -> None:
    """Execute the SQL after this transaction is committed; once for several at the same time."""
    if sql:
        transaction.on_commit(lambda: submit_maintenance(sql), robust=True)


def submit_maintenance(sql: str) -> None:
    if not is_due.is_set():
        is_due.set()
        worker.submit(run_maintenance, sql)


def run_maintenance(sql: str) -> None:
    is_due.clear()  # later commits need another run
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        # PostgreSQL empties a full list by itself, so nothing is lost.
        log.warning("The search index could not be tidied: %s", error)
    finally:
        connection.close()
