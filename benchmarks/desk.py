"""Speed of writing: from a key to its picture in the preview, saving by itself, opening the desk.

    python benchmarks/desk.py [--articles N] [--keys N] [--json FILE]

A real browser writes on a real server, both on one machine. Pictures are compared with rendering
the same text alone, saving and opening with a page of a few bytes: compare the ratios.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page  # noqa: E402

from benchmarks.serve.figures import Figure  # noqa: E402
from benchmarks.serve.servers import longwave  # noqa: E402
from benchmarks.writing import browser  # noqa: E402

GOALS = {"16 kB": "≤ 150", "100 kB": "≤ 400"}
BARE = "/robots.txt"


def writing(page: Page, texts: dict[str, Any], keys: int) -> Iterator[Figure]:
    bare = median(browser.openings(page, BARE, 20))
    for name, text in texts.items():
        form = f"/desk/articles/{text['article']}/"
        alone = text["rendering"]
        yield Figure(f"{name}, {text['formulas']} formulas: rendering alone", alone, "ms")
        yield Figure(f"{name}, first preview of a form", browser.first_preview(page, form), "ms")
        times = browser.keys(page, keys)
        yield Figure(f"{name}, key to picture, p50", median(times), "ms")
        yield Figure(f"{name}, key to picture, p95", p95(times), "ms", GOALS[name])
        yield Figure(f"{name}, the same, p50", median(times) / alone, "renderings")
        times = browser.saves(page, keys // 2)
        yield Figure(f"{name}, saved, p50", median(times), "ms")
        yield Figure(f"{name}, saved, p95", p95(times), "ms")
        yield Figure(f"{name}, the same, p50", median(times) / bare, "bare pages")
        yield from opened(page, f"{name}, form opened", form, bare)
    yield from opened(page, "first page of the desk", "/desk/", bare)


def opened(page: Page, name: str, address: str, bare: float) -> Iterator[Figure]:
    times = browser.openings(page, address, 20)
    yield Figure(f"{name}, p50", median(times), "ms")
    yield Figure(f"{name}, p95", p95(times), "ms")
    yield Figure(f"{name}, the same, p50", median(times) / bare, "bare pages")


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def program(data: Path, path: str, *arguments: str) -> str:
    """What a program of the benchmarks prints that works on the blog."""
    environment = {**os.environ, "LONGWAVE_DATA": str(data), "LONGWAVE_LOG": "ERROR"}
    command = [sys.executable, path, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def main() -> None:
    given = parsed()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        print(f"Making {given.articles} articles", file=sys.stderr)
        printed = program(data, "benchmarks/writing/texts.py", str(given.articles))
        made = json.loads(printed.splitlines()[-1])
        with longwave(data) as site, browser.writer(site.url(""), made["session"]) as page:
            for figure in writing(page, made["texts"], given.keys):
                print(figure.line(), flush=True)
                figures.append(asdict(figure))
    Path(given.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--data", type=Path, help="a folder to make the blog in, and to keep")
    parser.add_argument("--json", metavar="FILE", default="build/desk.json")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    main()
