"""How long readers wait while a site with many articles is upgraded.

    python benchmarks/upgrading.py COMMIT [--articles 100000] [--databases sqlite postgres]

The version of COMMIT, set up in a folder of its own, fills a database and serves it. Four readers
ask it for articles, each time another one, while `manage.py migrate` of this version runs.
"""

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import perf_counter, sleep
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import environment  # noqa: E402
from benchmarks.search import started  # noqa: E402
from benchmarks.serve.figures import Figure, report  # noqa: E402
from benchmarks.serve.servers import Server, free_port  # noqa: E402
from tests.processes import running  # noqa: E402

READERS, PAUSE = 4, 0.02  # connections, and seconds between two requests of each
BEFORE = 10.0  # seconds of reading before the upgrade, to compare
Answers = list[tuple[int, float]]  # their status and seconds


def main() -> None:
    options = parsed()
    with (
        tempfile.TemporaryDirectory(prefix="longwave-bench-") as folder,
        former(options.commit, Path(folder) / "former") as code,
    ):
        for database in options.databases:
            report(figures(code, database, options.articles), None)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("commit")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    return parser.parse_args()


@contextmanager
def former(commit: str, folder: Path) -> Iterator[Path]:
    """The code of a commit, set up."""
    subprocess.run(["git", "worktree", "add", "--detach", folder, commit], cwd=ROOT, check=True)
    try:
        subprocess.run(["scripts/setup.sh"], cwd=folder, check=True)
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)


def figures(code: Path, database: str, articles: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = started(folder / "postgres") if database == "postgres" else None
        try:
            data = folder / "data"  # which a site closes to PostgreSQL's account
            data.mkdir()
            variables = {**environment(data, server), "LONGWAVE_SAMPLE": "0"}
            fill(code, variables, articles)
            yield from upgrade(code, variables, articles, database)
        finally:
            if server:
                server.stop()


def fill(code: Path, variables: dict[str, str], articles: int) -> None:
    task = json.dumps({"size": articles})
    command = [code / ".venv/bin/python", "benchmarks/growing/run.py", task]
    subprocess.run(command, cwd=code, env=variables, check=True)


def upgrade(
    code: Path, variables: dict[str, str], articles: int, database: str
) -> Iterator[Figure]:
    port = free_port()
    command = [code / ".venv/bin/python", "manage.py", "start"]
    given = {**variables, "PORT": str(port)}
    with running(command, cwd=code, env=given, stdout=subprocess.DEVNULL) as process:
        Server(process, port)
        before = read_during(port, articles, lambda: sleep(BEFORE))
        begun = perf_counter()
        during = read_during(port, articles, lambda: migrate(variables))
        seconds = perf_counter() - begun
    yield Figure(f"{database}: migrate", seconds, "s")
    yield from readers("before it", before)
    yield from readers("meanwhile", during)


def migrate(variables: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=variables, check=True
    )


def readers(when: str, answers: Answers) -> Iterator[Figure]:
    times = sorted(seconds for _status, seconds in answers)
    yield Figure(f"  readers {when}: median", 1000 * times[len(times) // 2], "ms")
    yield Figure(f"  readers {when}: longest", 1000 * times[-1], "ms")
    for status, number in sorted(Counter(status for status, _seconds in answers).items()):
        yield Figure(f"  readers {when}: answered {status}", number, "")


def read_during(port: int, articles: int, work: Any) -> Answers:
    stop = Event()
    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read, port, range(n, articles, 4), stop) for n in range(1, 5)]
        try:
            work()
        finally:
            stop.set()
        return [answer for each in reading for answer in each.result()]


def read(port: int, numbers: range, stop: Event) -> Answers:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    answers = []
    for number in numbers:
        if stop.is_set():
            break
        begun = perf_counter()
        connection.request("GET", f"/articles/seeded-{number}/")
        answer = connection.getresponse()
        answer.read()
        answers.append((answer.status, perf_counter() - begun))
        sleep(PAUSE)
    connection.close()
    return answers


if __name__ == "__main__":
    main()
