"""The entry for the production server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")
django = get_wsgi_application()  # before what needs the settings

from django.conf import settings  # noqa: E402

from blog import running  # noqa: E402
from blog.page_cache import remembering  # noqa: E402
from blog.static_first import files_first  # noqa: E402

running.serve_from(settings.DATA)
application = remembering(files_first(django), settings.PAGE_CACHE_MB, settings.STALE_SECONDS)
if settings.CDN_PURGE_URL:
    from blog.cdn import purge

    purge.start()

# What was loaded stays; looking through it again and again took an eighth of the time of a page.
gc.collect()
gc.freeze()
# Each page leaves some dozen objects, and with them its text, until the next look.
gc.set_threshold(5_000, 20, 20)
