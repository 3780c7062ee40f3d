"""Runs Lighthouse (mobile) on a blog that `make run` serves. Usage: lighthouse.py NODE

Needs an empty data folder in LONGWAVE_DATA and the browser in CHROME_PATH.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

LIGHTHOUSE = "build/audits/node_modules/lighthouse/cli/index.js"
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
SAMPLES = Path(__file__).parents[2] / "sample"
LANGUAGE = re.compile(r"^lang: *(\w+)", re.MULTILINE)
IS_PAGE = re.compile(r"^layout: *page$", re.MULTILINE)


def samples() -> list[tuple[str, str]]:
    """Return path and language of each sample article."""
    found = []
    for file in sorted(SAMPLES.glob("*.md")):
        source = file.read_text()
        if not IS_PAGE.search(source):
            language = LANGUAGE.search(source)
            is_english = language is not None and language[1] == "en"
            found.append((f"/articles/{file.stem}/", "en" if is_english else "zh-CN"))
    return found


PAGES = [
    ("/", "zh-CN"),
    ("/", "en"),
    # all syntax of articles
    ("/articles/writing-zh/", "zh-CN"),
    ("/articles/writing/", "en"),
    *samples(),
]
FIGURES = {  # heading: audit, unit, form
    "paint s": ("largest-contentful-paint", 1000, ".1f"),
    "blocked ms": ("total-blocking-time", 1, ".0f"),
    "shift": ("cumulative-layout-shift", 1, ".3g"),
    "kB": ("total-byte-weight", 1000, ".0f"),
}
HEADS = ("page", "", "speed", "access", "practice", "seo", *FIGURES, "requests")
ROW = "{:<34}{:>6}" + "{:>9}" * 4 + "{:>11}" * 5

Report = dict[str, Any]


@contextmanager
def blog() -> Iterator[str]:
    """Serve a blog with the sample articles in this block. Yields its URL."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    env = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    command = [sys.executable, "manage.py", "start"]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(site, server)
        yield site
    finally:
        server.terminate()
        server.wait()


def wait_for(site: str, server: subprocess.Popen[bytes]) -> None:
    for _try in range(600):
        if server.poll() is not None:
            break
        try:
            return urlopen(site).close()
        except OSError:
            time.sleep(0.2)
    sys.exit("The blog did not start: see above.")


def judge(node: str, address: str, language: str) -> Report:
    """Return a report. If it is slow, return the median of three, since the machine may be busy."""
    reports = [run(node, address, language)]
    if scores(reports[0])["performance"] < GOALS["performance"]:
        reports += [run(node, address, language) for _again in range(2)]
    return sorted(reports, key=lambda report: scores(report)["performance"])[len(reports) // 2]


def run(node: str, address: str, language: str) -> Report:
    urlopen(address).close()  # warm up: the first request compiles templates
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [node, LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += ["--no-enable-error-reporting", f"--only-categories={','.join(GOALS)}"]
    command += [f"--extra-headers={json.dumps({'Accept-Language': language})}"]
    for _try in range(3):  # on a busy machine the browser can lose its trace
        answer = subprocess.run(command, stdout=subprocess.PIPE, timeout=180)
        if answer.returncode == 0:
            return json.loads(answer.stdout)
    sys.exit("Lighthouse failed three times: see above.")


def scores(report: Report) -> dict[str, int]:
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in GOALS}


def row(path: str, language: str, report: Report) -> str:
    audits = report["audits"]
    figures = [
        format(audits[audit]["numericValue"] / unit, form) for audit, unit, form in FIGURES.values()
    ]
    requests = len(audits["network-requests"]["details"]["items"])
    return ROW.format(path, language, *scores(report).values(), *figures, requests)


def misses(report: Report) -> list[str]:
    """Return a line for each missed goal, with the audits that failed."""
    return [
        f"  {name} {score}: {'; '.join(faults(report, name))}"
        for name, score in scores(report).items()
        if score < GOALS[name]
    ]


def faults(report: Report, category: str) -> list[str]:
    weighed = [each["id"] for each in report["categories"][category]["auditRefs"] if each["weight"]]
    audits = [report["audits"][name] for name in weighed]
    return [audit["title"] for audit in audits if (audit["score"] or 0) < 0.9]


def main(node: str) -> None:
    missed = 0
    print(ROW.format(*HEADS))
    with blog() as site:
        for path, language in PAGES:
            report = judge(node, site + path, language)
            wrong = misses(report)
            print(row(path, language, report), *wrong, sep="\n", flush=True)
            missed += len(wrong)
    sys.exit(f"{missed} goals missed" if missed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
