"""A look at the database: the version of the site, and until when the clock leaves it."""

from django.db import Error, connection
from django.utils import timezone

from articles.cache import triggers
from articles.cache.memory import next_scheduled_change
from articles.models import SiteVersion
from blog.database import GUARD, READER, wait_for_sqlite
from blog.page_cache.generations import Seen


class Look:
    def __init__(self) -> None:
        self.version, self.ends = -1, timezone.now()
        self.is_counted = False

    def __call__(self) -> Seen:
        """The connection is kept for the next look, unless this one does not succeed."""
        GUARD.start()
        try:
            with GUARD.looking():
                wait_for_sqlite(READER)
                return self.seen()
        except Error:
            connection.close()
            raise

    def seen(self) -> Seen:
        self.require_triggers()
        version, now = SiteVersion.current(), timezone.now()
        if version != self.version or now >= self.ends:
            self.version, self.ends = version, next_scheduled_change(now)
        return Seen((version, self.ends), (self.ends - now).total_seconds())

    def require_triggers(self) -> None:
        if not self.is_counted:
            if not triggers.is_complete(connection):
                raise RuntimeError("the database counts no changes; run manage.py migrate")
            self.is_counted = True
