"""Readers beside 40 people who sign in at once, with wrong passwords, from 40 addresses.

    python benchmarks/signing_in.py [--people N] [--readers N] [--json FILE]

The readers request cached pages and a search, one after the other. Their median beside the
sign-ins is compared with that of the same server when nobody signs in.
"""

import argparse
import http.client
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter, sleep
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.serve.figures import Figure, report  # noqa: E402
from benchmarks.serve.servers import Server, free_port, python  # noqa: E402
from benchmarks.serving import corpus, slugs_of  # noqa: E402

ARTICLES = 50
PAUSE = 0.005  # seconds between two requests of a reader
SIGN_IN = "/desk/sign-in/"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


def figures(data: Path, people: int, readers: int) -> Iterator[Figure]:
    port = free_port()
    environment = {"PORT": str(port), "LONGWAVE_SAMPLE": "0", "LONGWAVE_SEARCH_RATE": "0/10s"}
    environment["LONGWAVE_TRUSTED_PROXIES"] = "1"  # so that each person has an address
    with python(["manage.py", "start"], port, data, environment) as site:
        paths = ["/", "/articles/{article}/".format(**slugs_of(site)), "/search/?q=attention"]
        read_for(site, paths, readers, 2)
        idle = read_for(site, paths, readers, 5)
        forms = [sign_in_form(site, n) for n in range(people)]
        with ThreadPoolExecutor(people) as pool:
            started = perf_counter()
            answers = [pool.submit(sign_in, site, *form) for form in forms]
            beside = read_until(site, paths, readers, lambda: all(each.done() for each in answers))
            seconds = perf_counter() - started
    statuses = Counter(each.result() for each in answers)
    if statuses.keys() - {200, 503}:
        raise RuntimeError(f"the passwords were not tried: {statuses}")
    yield Figure("readers, nobody signs in, median", 1000 * median(idle), "ms")
    yield Figure(f"readers beside {people} sign-ins, median", 1000 * median(beside), "ms")
    yield Figure("ratio of the medians", median(beside) / median(idle), "", "≤ 3")
    yield Figure("readers beside them, 95th percentile", 1000 * high(beside), "ms")
    yield Figure("all sign-ins answered after", seconds, "s")
    yield Figure("of them with 503, after a minute", statuses[503], "")
    yield Figure("load of the machine", os.getloadavg()[0], "")


def high(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def sign_in_form(site: Server, number: int) -> tuple[dict[str, str], bytes]:
    headers, body = site.get(SIGN_IN)
    found = TOKEN.search(body)
    if not found:
        raise RuntimeError("the sign-in page has no form")
    sent = {"login": f"user{number}", "password": "wrong"}
    form = urlencode({**sent, "csrfmiddlewaretoken": found[1].decode()}).encode()
    cookie = headers["set-cookie"].partition(";")[0]
    return {"Cookie": cookie, "X-Forwarded-For": f"203.0.113.{number + 1}"}, form


def sign_in(site: Server, headers: dict[str, str], form: bytes) -> int:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300)
    connection.request("POST", SIGN_IN, form, {**headers, **kind})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def read_for(site: Server, paths: list[str], readers: int, seconds: float) -> list[float]:
    end = perf_counter() + seconds
    return read_until(site, paths, readers, lambda: perf_counter() > end)


def read_until(site: Server, paths: list[str], readers: int, is_over: object) -> list[float]:
    """The seconds that the answers took, of all readers."""
    stop = Event()
    with ThreadPoolExecutor(readers) as pool:
        reading = [pool.submit(read, site, paths, stop) for _reader in range(readers)]
        while not is_over():  # type: ignore[operator]
            sleep(0.02)
        stop.set()
        return [seconds for each in reading for seconds in each.result()]


def read(site: Server, paths: list[str], stop: Event) -> list[float]:
    connection, times = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300), []
    while not stop.is_set():
        for path in paths:
            started = perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
            times.append(perf_counter() - started)
            sleep(PAUSE)
    connection.close()
    return times


def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        corpus(data, ARTICLES)
        report(figures(data, options.people, options.readers), options.json)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
