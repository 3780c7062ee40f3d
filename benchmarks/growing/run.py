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

from articles.models import Article  # noqa: E402
from benchmarks.growing import shelf  # noqa: E402
from benchmarks.growing.pages import addresses  # noqa: E402

ROUNDS, CHANGES = 21, 5


def main(size: int, keep: bool) -> dict[str, Any]:
    """Milliseconds of each page: as it is mostly, and where it is the first after a change."""
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    if not (keep and Article.objects.exists()):
        shelf.fill(size)
        shelf.settle()
    seeded = time.perf_counter() - started
    steady, changed = rounds(size, ROUNDS, None), rounds(size, CHANGES, raise_version)
    return {
        "articles": size,
        "seeded": round(seeded, 1),
        "steady": steady,
        "changed": changed,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def rounds(size: int, number: int, before: Callable[[], None] | None) -> dict[str, float]:
    """The median time of each page, with something done `before` each."""
    get = reader()
    times: dict[str, list[float]] = {name: [] for name in addresses(size)}
    for turn in range(-1, number):  # the first one warms up
        for name, address in addresses(size, turn).items():
            if before:
                before()
            start = time.perf_counter()
            get(address)
            if turn >= 0:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: round(median(each), 2) for name, each in times.items()}


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


if __name__ == "__main__":
    task = json.loads(sys.argv[1])
    Path(task["result"]).write_text(json.dumps(main(task["size"], task.get("keep", False))))
    connections.close_all()
