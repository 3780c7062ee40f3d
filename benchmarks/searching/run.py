"""Measure one size on the database of the environment; `benchmarks/search.py` starts it."""

import gc
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"
os.environ["LONGWAVE_SEARCH_RATE"] = "0/10s"  # nobody is asked to wait

import django

django.setup()

from django.conf import settings  # noqa: E402

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article  # noqa: E402
from articles.publishing import indexing  # noqa: E402
from benchmarks.searching import quality, shelf, sizes  # noqa: E402
from benchmarks.searching.asked import Kinds, queries  # noqa: E402

COMPARED = 1000  # articles; of more, hits are counted up to here
SAVED = 30
MORE = 8  # times as many searches as are timed


def main(task: dict[str, Any]) -> dict[str, Any]:
    corpus = shelf.read(Path(task["corpora"]))
    call_command("migrate", verbosity=0)
    with shelf.remembered_lines():
        built = timed(lambda: shelf.build(corpus, task["size"])) / 1000
    like_a_server()
    kinds = queries(corpus, random.Random(2))
    return {
        "database": connection.display_name,
        "articles": task["size"],
        "build s": built,
        "index MiB": sizes.index(),
        "text MiB": sizes.text(),
        "page ms": pages(kinds),
        "addresses": addresses(corpus),
        "saving ms": saving(),
        "titles": quality.titles(),
        "compared": quality.compared(kinds) if task["size"] <= COMPARED else {},
    }


def like_a_server() -> None:
    """Prepare the process as blog/wsgi.py does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pages(kinds: Kinds) -> dict[str, dict[str, float]]:
    """Time whole pages, from request to response."""
    client = Client(headers={"host": "localhost"})
    assert client.get("/search/", {"q": "warm"}).status_code == 200
    times = {
        kind: [timed(lambda q=q: client.get("/search/", q)) for q in asked]
        for kind, asked in kinds.items()
    }
    times["all"] = [each for some in times.values() for each in some]
    return {kind: spread(some) for kind, some in times.items()}


def addresses(corpus: shelf.Corpus) -> list[str]:
    """URLs of many searches of all kinds, shuffled, each once."""
    some = [queries(corpus, random.Random(seed)) for seed in range(3, 3 + MORE)]
    asked = [query for kinds in some for each in kinds.values() for query in each]
    found = list(dict.fromkeys(f"/search/?{urlencode(query)}" for query in asked))
    return random.Random(2).sample(found, len(found))


def saving() -> dict[str, dict[str, float]]:
    """Time storing a changed text after rendering, without and with the search index."""
    without, more = [], []
    for pk, prose in Article.objects.order_by("?").values_list("pk", "prose")[:SAVED]:
        article = Article.objects.filter(pk=pk)
        with patch.object(indexing, "write_rows", lambda cursor, present: None):
            alone = timed(lambda: article.update(prose=f"{prose} 改了"))  # noqa: B023
        without.append(alone)
        more.append(timed(lambda: article.update(prose=f"{prose} 改了一点")) - alone)  # noqa: B023
    return {"without search": spread(without), "more with it": spread(more)}


def timed(call: Callable[[], object]) -> float:
    """The time in milliseconds."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def spread(times: list[float]) -> dict[str, float]:
    return {"p50": median(times), "p95": quantiles(times, n=20)[-1]}


if __name__ == "__main__":
    task = json.loads(sys.argv[1])
    Path(task["result"]).write_text(json.dumps(main(task), ensure_ascii=False))
