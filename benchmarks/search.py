"""How search does with 1,000, 10,000 and 100,000 articles, on SQLite and on PostgreSQL.

    python benchmarks/search.py [--corpora FOLDER] [--sizes 1000 …] [--databases sqlite …]

Builds articles of real length out of the paragraphs of a folder of Markdown, in a temporary
database, and times whole pages as a reader gets them, snippets included, without a network.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
CORPORA = ROOT.parent / "shared/corpora"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    arguments = parser.parse_args()
    for size in arguments.sizes:
        for database in arguments.databases:
            with tempfile.TemporaryDirectory(prefix="longwave-bench-") as folder:
                measured(Path(folder), database, arguments.corpora, size)


def measured(folder: Path, database: str, corpora: Path, size: int) -> None:
    """Each database in a process of its own, since Django knows one."""
    folder.chmod(0o755)
    environment = os.environ | {"LONGWAVE_DATA": str(folder), "PYTHON_DOTENV_DISABLED": "1"}
    environment.pop("DATABASE_URL", None)
    server = None
    if database == "postgres":
        server = started(folder / "postgres")
        environment["DATABASE_URL"] = server.address
    try:
        task = json.dumps({"corpora": str(corpora), "size": size})
        command = [sys.executable, str(ROOT / "benchmarks/searching/run.py"), task]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)
    finally:
        if server:
            server.stop()


def started(folder: Path) -> Any:
    """A PostgreSQL with an empty database."""
    import psycopg

    from tests.postgres import PostgreSQL

    server = PostgreSQL(folder)
    address, _, name = server.address.rpartition("/")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server


if __name__ == "__main__":
    main()
