"""One size on the database that the environment names; `benchmarks/growth.py` starts it."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Article  # noqa: E402
from benchmarks.growing import shelf  # noqa: E402

ROUNDS, CHANGES = 25, 5
PAGE = 1000


def main(size: int, keep: bool) -> dict[str, Any]:
    """Milliseconds of each page: as it is mostly, and where it is the first after a change."""
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    if not (keep and Article.objects.exists()):
        shelf.fill(size)
    seeded = time.perf_counter() - started
    get = reader()
    pages = addresses(size)
    for address in pages.values():
        get(address)
    steady = {name: [] for name in pages}
    changed = {name: [] for name in pages}
    for _round in range(ROUNDS):
        for name, address in pages.items():
            steady[name].append(timed(lambda: get(address)))  # noqa: B023
    for _round in range(CHANGES):
        for name, address in pages.items():
            raise_version()
            changed[name].append(timed(lambda: get(address)))  # noqa: B023
    return {
        "articles": size,
        "seeded": round(seeded, 1),
        "steady": {name: round(median(times), 2) for name, times in steady.items()},
        "changed": {name: round(median(times), 2) for name, times in changed.items()},
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def addresses(size: int) -> dict[str, str]:
    """Those of the largest topic, tag and author, and of pages that are as full at any size."""
    start, _end = shelf.full_month()
    day = timezone.localtime(start)
    last = min(PAGE, size // 11)  # translations are hidden
    return {
        "home": "/",
        f"page {PAGE:,} or the last": f"/page/{last}/",
        "topic": "/topics/topic-0/",
        "topic, page 100": f"/topics/topic-0/?page={min(100, size // 50)}",
        "tag": "/tags/tag-0/",
        "tag and topic": "/?tag=tag-1&topic=topic-1",
        "author": "/authors/author0/",
        "all topics": "/topics/",
        "all tags": "/tags/",
        "archive": "/archive/",
        "archive of a month": f"/archive/{day.year}/{day.month:02d}/",
        "article": f"/articles/seeded-{size // 2 + 1}/",
        "feed": "/feed.xml",
        "feed of a tag": "/tags/tag-0/feed.xml",
        "sitemap": "/sitemap.xml",
        "first piece of the sitemap": "/sitemap-tags.xml",
    }


def reader() -> Callable[[str], bytes]:
    """Asks the application as a server does, with no page cache before it."""
    application = get_wsgi_application()

    def get(address: str) -> bytes:
        parts, said = urlsplit(address), []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        answer = application(environ, lambda *given: said.append(given))
        body = b"".join(answer)
        answer.close()
        assert said[0][0] == "200 OK", f"{address}: {said[0][0]}"
        return body

    return get


def raise_version() -> None:
    """As any change does."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_category SET position = position WHERE slug = 'topic-0'")


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    task = json.loads(sys.argv[1])
    Path(task["result"]).write_text(json.dumps(main(task["size"], task.get("keep", False))))
    connections.close_all()
