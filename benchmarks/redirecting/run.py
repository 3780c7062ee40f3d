"""Measure requests on the database of the environment; `benchmarks/redirects.py` starts it."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.growing.run import environ_of, fill, timed

# isort: split
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction

from articles.models import Article, PathRedirect
from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.version_poll import VersionPoll

ARTICLES, ROUNDS, WARM, HITS = 1_000, 500, 100, 20_000


def add_redirects(number: int) -> float:
    """Give the articles equally many paths, half of them with a query; return the seconds."""
    articles = list(Article.objects.order_by("pk")[:ARTICLES])
    each, start = number // len(articles) // 2, time.perf_counter()
    with transaction.atomic():
        for n, article in enumerate(articles):
            numbers = range(n * each, (n + 1) * each)
            paths = [f"/2020/01/{i}/文章-{i}.html" for i in numbers]
            PathRedirect.objects.set_paths(article, [*paths, *(f"/?p={i}" for i in numbers)], "b")
    return time.perf_counter() - start


def addresses(number: int) -> dict[str, Callable[[int], str]]:
    """Another address each time. Without redirects those of the last three are not found."""
    half = max(1, number // 2)
    return {
        "not found": lambda turn: f"/2020/02/{turn}/nothing.html",
        "home with a foreign parameter": lambda turn: f"/?utm_source={turn}",
        "redirect of a path": lambda turn: f"/2020/01/{turn % half}/文章-{turn % half}.html",
        "the same in upper case": lambda turn: f"/2020/01/{turn % half}/文章-{turn % half}.HTML",
        "redirect of /?p=": lambda turn: f"/?p={turn % half}",
    }


def measure(number: int) -> dict[str, Any]:
    """Milliseconds of each request without the page cache, microseconds of one that hits it."""
    django = get_wsgi_application()
    built = {
        f"{name}, ms": undisturbed([time_of(django, make(turn)) for turn in range(ROUNDS)][WARM:])
        for name, make in addresses(number).items()
    }
    objects = PathRedirect.objects
    lookups = [timed(partial(objects.resolve, f"/2020/02/{turn}")) for turn in range(ROUNDS)]
    names = [timed(objects.parameter_names) for _turn in range(ROUNDS)]
    return {
        **built,
        **dict(cache_hits(django)),
        "the query of a path alone, ms": undisturbed(lookups),
        "names of parameters, ms": undisturbed(names),
    }


def time_of(application: Any, address: str) -> float:
    environ = environ_of(address)
    return timed(lambda: answer(application, environ))


def cache_hits(django: Any) -> Iterator[tuple[str, float]]:
    cache = PageCache(django, GenerationTracker(VersionPoll(), 32 * 2**20))
    for address in ("/", "/?utm_source=x", "/2020/02/nothing.html"):
        environ = environ_of(address)
        answer(cache, environ)
        yield f"{address} from memory, µs", hit_time(partial(answer, cache, environ)) * 1000


def answer(application: Any, environ: dict[str, Any]) -> None:
    response = application({**environ}, lambda *said: None)
    b"".join(response)
    getattr(response, "close", lambda: None)()


def hit_time(call: Callable[[], None]) -> float:
    """Milliseconds of one of many calls, of the fastest of 20 groups."""
    group = HITS // 20
    times = [timed(lambda: [call() for _n in range(group)]) for _turn in range(20)]
    return undisturbed(times) / group


def undisturbed(times: list[float]) -> float:
    """The time that a twentieth stays below: other load of the machine hardly affects it."""
    return sorted(times)[len(times) // 20]


def main(task: dict[str, Any]) -> None:
    if "result" not in task:
        fill(ARTICLES)
        print(f"{add_redirects(task['redirects']):.1f} s for the redirects", flush=True)
        connection.close()
        return
    found = {name: round(value, 3) for name, value in measure(task["redirects"]).items()}
    Path(task["result"]).write_text(json.dumps(found))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
