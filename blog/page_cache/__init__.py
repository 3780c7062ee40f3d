"""The page cache: whole pages in memory, answered before Django is called (docs/performance.md).

page_key.py      the cache key of a request, and the WSGI request that a page is built from
cached_page.py   a page in the cache, and the response for one request
encodings.py     content negotiation of br, zstd, gzip
page_store.py    the pages of one version of the site, within a limit of bytes
generations.py   which version of the site is current; polls the database in a thread
version_poll.py  reads the version of the site from the database
replica.py       pages from a replica of PostgreSQL, if that is as new as they
middleware.py    the WSGI application
"""

from django.conf import settings

from blog.data_settings import REPLICA_ALIAS
from blog.database import DATABASE_GUARD
from blog.page_cache.generations import GenerationTracker
from blog.page_cache.middleware import Application, PageCache, with_tracker_thread
from blog.page_cache.replica import REPLICA
from blog.page_cache.version_poll import VersionPoll


def with_page_cache(application: Application, megabytes: int, stale: float = 0.0) -> Application:
    """Wrap a WSGI application in a page cache of `megabytes` for each process.

    `stale` is for how many seconds cached pages are answered while the database does not answer.
    With 0 megabytes nothing is cached; the thread that polls the database runs all the same, since
    it finds out whether the database is reachable.
    """
    tracker = GenerationTracker(
        VersionPoll(),
        megabytes * 2**20,
        is_unreachable=lambda: DATABASE_GUARD.is_unreachable,
        stale=stale,
        is_late=lambda: DATABASE_GUARD.is_late,
    )
    if megabytes:
        replica = REPLICA if REPLICA_ALIAS in settings.DATABASES else None
        return PageCache(application, tracker, replica)
    return with_tracker_thread(application, tracker)
