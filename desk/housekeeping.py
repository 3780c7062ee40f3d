"""What the server does by itself: publishing what is due, storing what was not found, tidying.

A thread of each worker process looks every few seconds. Only what readers did not find is kept in
memory until then, so that a restart forgets nothing else. Each step compares in a transaction, so
that processes need no agreement. A site on another server calls `manage.py publish_due`,
`thin_autosaves` and `empty_trash`.
"""

import logging
import random
from collections.abc import Callable
from datetime import date
from threading import Event, Thread

from django.db import connections
from django.utils import timezone

from articles.missed_paths.noticing import NOTES
from blog.database import is_database_failure
from desk.models import Presence
from desk.writing.erasing import erase_expired
from desk.writing.publishing import publish_due
from desk.writing.thinning import thin_autosaves
from media.storing import delete_expired

DAILY: list[Callable[[], object]] = []
FAILED = "What is scheduled at the desk failed, and is tried again: %s"
PAUSE = 10  # seconds between two looks: scheduled changes are at most so late
log = logging.getLogger(__name__)


def register_daily(verb: Callable[[], object]) -> None:
    """Call it once a day. It is called by several processes, perhaps at once."""
    DAILY.append(verb)


def tidy() -> None:
    """Once a day: delete what is not shown any more, and superseded, and too long in the trash."""
    Presence.objects.delete_expired()
    try:
        thin_autosaves()
    finally:
        erase_expired()
        delete_expired()
        for verb in DAILY:
            verb()


class Housekeeping:
    """The thread. Call `start()` once a process."""

    def __init__(self) -> None:
        self.stopped = Event()
        self.tidied_on: date | None = None
        self.has_failed = False

    def start(self) -> None:
        Thread(target=self.run, name="housekeeping", daemon=True).start()

    def run(self) -> None:
        # Processes that start together look at different times.
        pause = random.uniform(0, PAUSE)
        while not self.stopped.wait(pause):
            self.look()
            pause = PAUSE

    def look(self) -> None:
        """Do what is due. The first of several errors is logged; the next look tries again."""
        try:
            self.do_what_is_due()
            self.has_failed = False
        except Exception as error:
            if not self.has_failed:
                # Where the database is away or locked, a traceback tells nothing more.
                tells_more = not is_database_failure(error)
                log.error(FAILED, error, exc_info=tells_more)
            self.has_failed = True
        finally:
            connections.close_all()

    def do_what_is_due(self) -> None:
        try:
            publish_due()
        finally:
            self.tidy_and_store()

    def tidy_and_store(self) -> None:
        try:
            self.tidy_once_a_day()
        finally:
            NOTES.store()

    def tidy_once_a_day(self) -> None:
        if self.tidied_on != (today := timezone.localdate()):
            tidy()
            self.tidied_on = today
