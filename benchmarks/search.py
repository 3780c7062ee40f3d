"""Quality, speed and size of search with 1,000 and 10,000 articles, on SQLite and PostgreSQL.

    python benchmarks/search.py [--corpora FOLDER] [--sizes N …] [--databases NAME …] [--json FILE]

Builds articles of real length from the paragraphs of a folder of Markdown, in a temporary database.
Measures whole search pages with snippets, first without a network, then from a server, where each
page is requested once, on 32 connections. 100,000 articles take half an hour and 6 GB of disk on
SQLite.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.serve.load import run  # noqa: E402
from benchmarks.serve.servers import longwave  # noqa: E402

CORPORA = ROOT.parent / "shared/corpora"
FIRST = 200  # pages that a server is asked for before it is timed
SECONDS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--json", metavar="FILE", default="build/search.json")
    given = parser.parse_args()
    if not given.corpora.is_dir():
        parser.exit(0, f"{given.corpora} holds no texts: --corpora names a folder of Markdown.\n")
    figures = []
    for size in given.sizes:
        for database in given.databases:
            with tempfile.TemporaryDirectory(prefix="longwave-bench-") as folder:
                figures.append(measured(Path(folder), database, given.corpora, size))
                print("\n".join(lines(figures[-1])), flush=True)
    if given.json:
        Path(given.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


def measured(folder: Path, database: str, corpora: Path, size: int) -> dict[str, Any]:
    """Measure each database in its own process, because Django is configured for one."""
    folder.chmod(0o755)
    environment = os.environ | {"LONGWAVE_DATA": str(folder), "PYTHON_DOTENV_DISABLED": "1"}
    environment.pop("DATABASE_URL", None)
    server = started(folder / "postgres") if database == "postgres" else None
    if server:
        environment["DATABASE_URL"] = server.address
    result = folder / "result.json"
    try:
        task = json.dumps({"corpora": str(corpora), "size": size, "result": str(result)})
        command = [sys.executable, str(ROOT / "benchmarks/searching/run.py"), task]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)
        figures = json.loads(result.read_text())
        with patch.dict(os.environ, environment):
            figures["pages a second"] = rate(folder, figures.pop("addresses"))
        return dict(figures)
    finally:
        if server:
            server.stop()


def rate(folder: Path, addresses: list[str]) -> float:
    """Requests per second of a server without page cache; each page is requested once."""
    with longwave(folder, remembering=False) as site:
        for address in addresses[:FIRST]:
            site.get(address)
        found = run(site.url("/"), SECONDS, addresses[FIRST:]).rate
    if found * SECONDS > len(addresses) - FIRST:
        raise RuntimeError("pages were asked for twice: there must be more addresses")
    return found


def lines(figures: dict[str, Any]) -> Iterator[str]:
    yield f"\n{figures['database']}, {figures['articles']:,} articles"
    size = "index {index MiB:,.0f} MiB of {text MiB:,.0f} MiB of text".format(**figures)
    yield f"{figures['build s']:.0f} s to build; {size}"
    yield f"{'ms':<24}{'p50':>8}{'p95':>8}"
    pages = {f"page, {kind}": each for kind, each in figures["page ms"].items()}
    saving = {f"saving, {kind}": each for kind, each in figures["saving ms"].items()}
    for name, each in {**pages, **saving}.items():
        yield f"{name:<24}{each['p50']:>8.1f}{each['p95']:>8.1f}"
    yield "{pages a second:.0f} of these pages a second, each asked for once".format(**figures)
    yield "found first by a fragment of the title: {first} of {of}".format(**figures["titles"])
    for kind, each in figures["compared"].items():
        yield f"{kind:<16} recall {each['recall']:.2%}, precision {each['precision']:.2%}"


def started(folder: Path) -> Any:
    """Start a PostgreSQL with an empty database."""
    import psycopg

    from tests.postgres import PostgreSQL

    server = PostgreSQL(folder)
    address, _, name = server.address.rpartition("/")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server


if __name__ == "__main__":
    main()
