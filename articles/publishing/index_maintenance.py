"""What was written into the index in haste is put in its place afterwards, while nobody waits.

PostgreSQL keeps new lexemes in a list, so that saving is quick, and every search looks through the
list. A thread of the process that wrote them empties it when they are committed.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from django.db import DatabaseError, connection, transaction

log = logging.getLogger(__name__)
worker = ThreadPoolExecutor(1, "tidying")
is_due = Event()


def afterwards(sql: str) -> None:
    """Execute it once this transaction is committed, and not for each of many."""
    if sql:
        transaction.on_commit(lambda: soon(sql), robust=True)


def soon(sql: str) -> None:
    if not is_due.is_set():
        is_due.set()
        worker.submit(tidy, sql)


def tidy(sql: str) -> None:
    is_due.clear()  # whatever is committed from now on is for the next time
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        # Nothing is lost: PostgreSQL empties the list by itself when it is full.
        log.warning("The search index could not be tidied: %s", error)
    finally:
        connection.close()
