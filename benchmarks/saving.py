"""Readers of the home page beside eight authors who save and publish articles of 400 lines.

    python benchmarks/saving.py [--authors N] [--readers N] [--seconds N] [--json FILE]

The readers' median beside the authors is compared with that of the same server when nobody writes.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.serve.figures import Figure, report  # noqa: E402
from benchmarks.serve.servers import free_port, python  # noqa: E402
from benchmarks.serving import corpus  # noqa: E402
from benchmarks.signing_in import high, read_for  # noqa: E402

ARTICLES, LINES = 50, 400
STARTING = 4.0  # seconds until the processes of the site and of the authors work
TOKEN = "a" * 32  # of CSRF, in the cookie and in the form
MAKE = """
import django; django.setup()
import sys
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from articles.models import Article, User
from desk.models import Draft
for number in range(int(sys.argv[1])):
    user = User.objects.create_superuser(f"author{number}")
    article = Article.objects.create(title=f"Long {number}", author=user, status="published")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    print(session.session_key, article.pk, Draft.objects.get(pk=article.pk).head_id)
"""


class Author(NamedTuple):
    session: str
    article: int
    revision: int


def text(number: int) -> str:
    """An article of 400 lines, with formulas, code, links and Chinese."""
    parts = [
        "## 第 {n} 节 of version {version}",
        "一段正文，with *emphasis*, `code` and [a link](https://example.com/{n}), 以及 $x_{n}^2$。",
        "$$\\sum_{{i=0}}^{{{n}}} \\frac{{x^i}}{{i!}}$$",
        "```python\ndef f_{n}(x):\n    return x + {n}\n```",
    ]
    lines: list[str] = []
    while len(lines) < LINES:
        part = parts[len(lines) % len(parts)].format(n=len(lines), version=number)
        lines += [*part.splitlines(), ""]
    return "\n".join(lines)


def figures(data: Path, options: argparse.Namespace) -> Iterator[Figure]:
    port = free_port()
    environment = {"PORT": str(port), "LONGWAVE_SAMPLE": "0"}
    with python(["manage.py", "start"], port, data, environment) as site:
        authors = made_authors(data, options.authors)
        read_for(site, ["/"], options.readers, 2)
        idle = read_for(site, ["/"], options.readers, options.seconds)
        # In another process: threads of one process would keep each other waiting.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            writing = process.submit(write_all, port, authors, options.seconds + STARTING)
            read_for(site, ["/"], options.readers, STARTING)
            beside = read_for(site, ["/"], options.readers, options.seconds)
            saves = writing.result()
    yield Figure("home, nobody writes, median", 1000 * median(idle), "ms")
    yield Figure(f"home beside {options.authors} authors, median", 1000 * median(beside), "ms")
    yield Figure("ratio of the medians", median(beside) / median(idle), "", "≤ 3")
    yield Figure("home beside them, 95th percentile", 1000 * high(beside), "ms")
    yield Figure("articles saved and published", saves, "")
    yield Figure("load of the machine", os.getloadavg()[0], "")


def made_authors(data: Path, number: int) -> list[Author]:
    given = {**os.environ, "LONGWAVE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "blog.settings"}
    command = [sys.executable, "-c", MAKE, str(number)]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    found = (line.split() for line in done.stdout.splitlines())
    return [Author(session, int(article), int(head)) for session, article, head in found]


def write_all(port: int, authors: list[Author], seconds: float) -> int:
    end = perf_counter() + seconds
    with ThreadPoolExecutor(len(authors)) as pool:
        return sum(pool.map(lambda author: write(port, author, end), authors))


def write(port: int, author: Author, end: float) -> int:
    """Save and publish until then; return how often."""
    revision, number = author.revision, 0
    while perf_counter() < end:
        number += 1
        form = {"title": f"Long {author.article}", "body": text(number), "base": str(revision)}
        status, said = send(port, author, "autosave/", form)
        if status != 200:
            raise RuntimeError(f"an author got {status}: {said[:200]!r}")
        revision = json.loads(said)["base"]
        status, _said = send(port, author, "", {**form, "base": str(revision), "do": "publish"})
        if status != 302:
            raise RuntimeError(f"an author got {status}")
        _status, said = send(port, author, "autosave/", {**form, "base": str(revision)})
        revision = json.loads(said)["base"]
    return number


def send(port: int, author: Author, verb: str, form: dict[str, str]) -> tuple[int, bytes]:
    headers = {
        "Cookie": f"sessionid={author.session}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json" if verb else "text/html",
    }
    body = urlencode({**form, "csrfmiddlewaretoken": TOKEN})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("POST", f"/desk/articles/{author.article}/{verb}", body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer.status, said


def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        corpus(data, ARTICLES)
        report(figures(data, options), options.json)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--authors", type=int, default=8)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
