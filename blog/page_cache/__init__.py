"""Whole pages, answered from memory before Django is asked (docs/performance.md).

key.py         which requests get the same page, and the request that the page is built from
page.py        a page as it is kept, and as it is answered
encodings.py   what a reader's program accepts
store.py       the pages of one version of the site, within so many bytes
watch.py       which version is the present one, known to a fraction of a second
look.py        how the database tells
middleware.py  the WSGI application
"""

from blog.page_cache.look import Look
from blog.page_cache.middleware import Application, PageCache
from blog.page_cache.watch import Watch


def remembering(application: Application, megabytes: int) -> Application:
    """The application with a memory of so many megabytes; as it is with none."""
    return PageCache(application, Watch(Look(), megabytes * 2**20)) if megabytes else application
