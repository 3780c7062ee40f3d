"""Reads the version of the site from the database, and when it ends without a change."""

from datetime import datetime
from typing import NamedTuple

from django.db import Error, connection
from django.utils import timezone

from articles.cache import triggers
from articles.cache.memory import next_scheduled_change
from articles.models import PathRedirect, SiteVersion
from blog.database import DATABASE_GUARD, READER_LOCK_WAIT, set_sqlite_timeout
from blog.page_cache.generations import PolledVersion


class DatedVersion(NamedTuple):
    """The number of a version, and when it ends without a change."""

    number: int
    ends: datetime


class VersionPoll:
    """A callable that returns the PolledVersion. Raises a database error or RuntimeError."""

    def __init__(self) -> None:
        self.version, self.ends = -1, timezone.now()
        self.old_parameters = frozenset[str]()
        self.has_triggers = False

    def __call__(self) -> PolledVersion:
        """The connection stays open for the next poll; it is closed after an error."""
        DATABASE_GUARD.start()
        try:
            with DATABASE_GUARD.polling():
                set_sqlite_timeout(READER_LOCK_WAIT)
                return self.polled_version()
        except Error:
            connection.close()
            raise

    def polled_version(self) -> PolledVersion:
        self.require_triggers()
        version, now = SiteVersion.current(), timezone.now()
        if version != self.version or now >= self.ends:
            self.old_parameters = PathRedirect.objects.parameter_names()
            self.version, self.ends = version, next_scheduled_change(now)
        lifetime = (self.ends - now).total_seconds()
        return PolledVersion(DatedVersion(version, self.ends), lifetime, self.old_parameters)

    def require_triggers(self) -> None:
        """Without the triggers a change would not raise the version."""
        if not self.has_triggers:
            if not triggers.is_complete(connection):
                raise RuntimeError("the database counts no changes; run manage.py migrate")
            self.has_triggers = True
