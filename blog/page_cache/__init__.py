"""Whole pages, answered from memory before Django is asked (docs/performance.md).

key.py         which requests get the same page, and the request that the page is built from
page.py        a page as it is kept, and as it is answered
encodings.py   what a reader's program accepts
store.py       the pages of one version of the site, within so many bytes
generations.py which version is the present one, known to a fraction of a second
version.py     how the database tells
middleware.py  the WSGI application
"""

from blog.database import GUARD
from blog.page_cache.generations import Watch, watched
from blog.page_cache.middleware import Application, PageCache
from blog.page_cache.version import Look


def remembering(application: Application, megabytes: int, stale: float = 0.0) -> Application:
    """The application with a memory of so many megabytes, which answers for `stale` seconds while
    the database is away. With none, somebody looks all the same whether it is."""
    watch = Watch(Look(), megabytes * 2**20, is_away=lambda: GUARD.is_away, stale=stale)
    return PageCache(application, watch) if megabytes else watched(application, watch)
