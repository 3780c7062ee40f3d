"""The WSGI application with page cache and static files, for the production server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

# Each page leaves some dozen objects in cycles, and its text with them, until the next collection.
# What is imported stays: looking for garbage in it took a tenth of the time of a start.
gc.set_threshold(5_000, 20, 20)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")
django = get_wsgi_application()  # sets Django up before the imports below

from django.conf import settings  # noqa: E402

from articles.missed_paths.noticing import WithNotFoundNotes  # noqa: E402
from blog import serving_lock  # noqa: E402
from blog.page_cache import with_page_cache  # noqa: E402
from blog.static_files import with_static_files  # noqa: E402

serving_lock.hold_shared_lock(settings.DATA)
application = WithNotFoundNotes(
    with_page_cache(with_static_files(django), settings.PAGE_CACHE_MB, settings.STALE_SECONDS)
)
if settings.CDN_PURGE_URL:
    from blog.cdn import purge

    purge.start_purging()

# Exclude loaded modules from garbage collection: it took an eighth of the time of a page.
gc.collect()
gc.freeze()
