"""A look at the database: the version of the site, and until when the clock leaves it."""

from django.db import close_old_connections, connection
from django.utils import timezone

from articles import triggers
from articles.memo import next_change
from articles.models import SiteVersion
from blog.page_cache.watch import Seen


class Look:
    def __init__(self) -> None:
        self.version, self.ends = -1, timezone.now()
        self.is_counted = False

    def __call__(self) -> Seen:
        try:
            self.require_triggers()
            version, now = SiteVersion.current(), timezone.now()
            if version != self.version or now >= self.ends:
                self.version, self.ends = version, next_change(now)
            return Seen((version, self.ends), (self.ends - now).total_seconds())
        finally:
            close_old_connections()

    def require_triggers(self) -> None:
        if not self.is_counted:
            if not triggers.is_complete(connection):
                raise RuntimeError("the database counts no changes; run manage.py migrate")
            self.is_counted = True
