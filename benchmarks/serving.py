"""Speed of serving pages, and time until an edit is visible. Cached pages are compared with nginx,
which serves the same bytes; uncached pages with minimal Django views of the same articles.

    python benchmarks/serving.py [--articles N] [--rounds N] [--seconds N] [--json FILE]

Server and wrk run on one machine: compare the ratios, not the rates.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.serve.figures import Figure, report  # noqa: E402
from benchmarks.serve.live import change, seconds_to_visible  # noqa: E402
from benchmarks.serve.load import Run, middle, ratio, run  # noqa: E402
from benchmarks.serve.servers import Server, bare, longwave, nginx  # noqa: E402

FROM_MEMORY = {"article": "/articles/{article}/", "home": "/"}
COLD = {
    **FROM_MEMORY,
    "topic": "/topics/{topic}/",
    "tag": "/tags/{tag}/",
    "archive": "/archive/",
    "feed": "/feed.xml",
    "search": "/search/?q=attention",
}
GOALS = {"article": "≥ 1,500", "home": "≥ 900", "topic": "≥ 900", "tag": "≥ 900"}
# Set on a machine where the minimal Django views serve 2,500 and 1,700 requests per second.
BARE = {"article": 0.6, "home": 0.53}
EDITS = 7
CHANGES = 15
FIRST_TIME = 25  # seconds in which each process builds every article once


def from_memory(data: Path, rounds: int, seconds: float) -> Iterator[Figure]:
    with longwave(data) as site, tempfile.TemporaryDirectory() as folder:
        yield Figure("start to first answer", site.seconds, "s", "≤ 3")
        Path(folder).chmod(0o755)
        slugs = slugs_of(site)
        paths = {name: path.format(**slugs) for name, path in FROM_MEMORY.items()}
        pages = {path: site.get(path, Accept_Encoding="gzip") for path in paths.values()}
        with nginx(Path(folder), pages) as files:
            require_same(files, pages)
            for name, path in paths.items():
                yield from compared(name, path, site, files, rounds, seconds)
        yield Figure("memory of all processes after that", site.memory(), "MB PSS", "≤ 200")
        titles = [f"Edited {number}" for number in range(EDITS)]
        database = str(data / "longwave.sqlite3")
        edits = [
            seconds_to_visible(database, site.port, slugs["article"], title) for title in titles
        ]
        yield Figure("publish to visible everywhere, longest", max(edits), "s", "≤ 0.5")
        yield Figure("publish to visible everywhere, median", median(edits), "s")


def require_same(files: Server, pages: dict[str, tuple[dict[str, str], bytes]]) -> None:
    for path, (headers, body) in pages.items():
        sent, theirs = files.get(path, Accept_Encoding="gzip")
        if theirs != body or not headers.keys() - {"last-modified"} <= sent.keys():
            raise RuntimeError(f"nginx answers {path} with something else: {sent}")


def compared(
    name: str, path: str, site: Server, files: Server, rounds: int, seconds: float
) -> Iterator[Figure]:
    for answer, goal in (("page", "≥ 0.6"), ("304", "≥ 0.5")):
        ours, theirs = [], []
        for _ in range(rounds):
            for server, runs in ((site, ours), (files, theirs)):
                headers = {"Accept_Encoding": "gzip"}
                if answer == "304":
                    headers["If_None_Match"] = server.get(path, **headers)[0]["etag"]
                runs.append(run(server.url(path), seconds, **headers))
        yield Figure(f"{name}, {answer}, against nginx", ratio(ours, theirs), "of nginx", goal)
        yield Figure(f"{name}, {answer}", middle(ours).rate, "req/s")
        yield Figure(f"{name}, {answer}, nginx", middle(theirs).rate, "req/s")
        yield Figure(f"{name}, {answer}, p99", middle(ours).p99, "ms", "≤ 5")
        yield Figure(f"{name}, {answer}, p99 of nginx", middle(theirs).p99, "ms")


def cold(data: Path, rounds: int, seconds: float) -> Iterator[Figure]:
    with longwave(data, remembering=False) as site:
        slugs = slugs_of(site)
        paths = {name: path.format(**slugs) for name, path in COLD.items()}
        for path in paths.values():
            patiently(site, path, 1)  # what is kept of pages is there then
        with bare(data) as django:
            for name in BARE:
                yield from beside_django(name, paths.pop(name), site, django, rounds, seconds)
        for name, path in paths.items():
            rate = median(patiently(site, path, seconds).rate for _ in range(rounds))
            yield Figure(f"{name}, page cache off", rate, "req/s", GOALS.get(name, ""))
        articles = re.findall(r"/articles/[^<]+/", site.get("/sitemap-articles.xml")[1].decode())
        patiently(site, "/", FIRST_TIME, articles)
        rate = median(patiently(site, "/", seconds, articles).rate for _ in range(rounds))
        yield Figure(f"{len(articles)} articles in turn, page cache off", rate, "req/s", "≥ 1,500")
        yield Figure("memory of all processes after that", site.memory(), "MB PSS")
        for name, path in COLD.items():
            took = [after_a_change(site, data, slugs, path, n) for n in range(CHANGES)]
            yield Figure(f"{name}, first after a change", median(took), "ms")


def beside_django(
    name: str, path: str, site: Server, django: Server, rounds: int, seconds: float
) -> Iterator[Figure]:
    patiently(django, path, 1)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(patiently(site, path, seconds))
        theirs.append(patiently(django, path, seconds))
    goal = f"≥ {BARE[name]}"
    yield Figure(f"{name}, page cache off, against Django", ratio(ours, theirs), "of Django", goal)
    yield Figure(f"{name}, page cache off", middle(ours).rate, "req/s", GOALS[name])
    yield Figure(f"{name}, bare Django", middle(theirs).rate, "req/s")


def after_a_change(
    site: Server, data: Path, slugs: dict[str, str], path: str, number: int
) -> float:
    """Milliseconds of the first request of a page after a change of the site."""
    change(str(data / "longwave.sqlite3"), slugs["article"], f"Changed {number}")
    started = perf_counter()
    site.get(path.format(**slugs))
    return 1000 * (perf_counter() - started)


def patiently(site: Server, path: str, seconds: float, paths: Sequence[str] = ()) -> Run:
    """Request after the server has finished the requests that the previous run left."""
    for _ in range(4):
        site.get("/robots.txt")
    return run(site.url(path), seconds, paths)


def slugs_of(site: Server) -> dict[str, str]:
    """The slugs of an article, a topic and a tag."""
    links = {
        "article": ("/archive/", r'"/articles/(flash-attention-\d+)/"'),
        "topic": ("/topics/", r'"/topics/([^/"]+)/"'),
        "tag": ("/tags/", r'"/tags/([^/"]+)/"'),
    }
    found = {}
    for kind, (place, link) in links.items():
        match = re.search(link, site.get(place)[1].decode())
        if not match:
            raise RuntimeError(f"{place} shows no {kind}")
        found[kind] = match[1]
    return found


def corpus(data: Path, number: int) -> None:
    command = [sys.executable, "benchmarks/serve/corpus.py", str(number)]
    environment = {**os.environ, "LONGWAVE_DATA": str(data), "LONGWAVE_LOG": "ERROR"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    given = parsed()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        print(f"Making {given.articles} articles", file=sys.stderr)
        corpus(data, given.articles)
        parts = (part(data, given.rounds, given.seconds) for part in (from_memory, cold))
        report(chain.from_iterable(parts), Path(given.json) if given.json else None)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--data", type=Path, help="a folder to make the blog in, and to keep")
    parser.add_argument("--json", metavar="FILE", default="build/serving.json")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    main()
