"""Measure one size on the database of the environment; `benchmarks/growth.py` starts it."""

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

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

from benchmarks.growing import SAME, shelf  # noqa: E402
from benchmarks.growing.pages import addresses  # noqa: E402

ROUNDS, CHANGES = 21, 5


def fill(size: int) -> None:
    call_command("migrate", verbosity=0)
    shelf.fill(size)
    shelf.settle()


def measure(size: int) -> dict[str, Any]:
    """Milliseconds of each page: with warm caches, and as the first page after a change."""
    steady, changed = rounds(size, ROUNDS, None), rounds(size, CHANGES, raise_version)
    return {"articles": size, "steady": steady, "changed": changed, "megabytes": memory()}


def memory() -> float:
    """The memory of this process, without the file cache of the system."""
    (line,) = (s for s in Path("/proc/self/status").read_text().splitlines() if "RssAnon" in s)
    return int(line.split()[1]) / 1024


def rounds(size: int, number: int, before: Callable[[], None] | None) -> dict[str, float]:
    """The lower quartile of the times of each page; `before` is called before each request.

    The lower quartile is less affected by other load of the machine than the median.
    """
    get, times = reader(), defaultdict(list)
    for turn in range(-1, number):  # the first one warms up
        for name, address in addresses(size, turn).items():
            if before:
                before()
            took = timed(lambda: get(address))  # noqa: B023
            if turn >= 0:
                times[name].append(took)
                times[SAME].append(timed(same_work))
    return {name: round(sorted(each)[len(each) // 4], 2) for name, each in times.items()}


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def same_work() -> int:
    """The time of a fixed amount of work: the current speed of the machine."""
    return sum(n * n % 7 for n in range(30_000))


def reader() -> Callable[[str], bytes]:
    """Send requests to the WSGI application, without the page cache."""
    application = get_wsgi_application()

    def get(address: str) -> bytes:
        said = list[Any]()
        answer = application(environ_of(address), lambda *given: said.append(given))
        body = b"".join(answer)
        answer.close()
        assert said[0][0] == "200 OK", f"{address}: {said[0][0]}"
        return body

    return get


def environ_of(address: str) -> dict[str, Any]:
    """The WSGI request of a Chinese browser for a path, with its query."""
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }


def raise_version() -> None:
    """Raise the version of the site, as any change does."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_category SET position = position WHERE slug = 'topic-0'")


if __name__ == "__main__":
    task = json.loads(sys.argv[1])
    if result := task.get("result"):
        Path(result).write_text(json.dumps(measure(task["size"])))
    else:
        fill(task["size"])
    connections.close_all()
