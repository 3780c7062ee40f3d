"""Makes the data folder of this version that later versions must be able to upgrade.

`python -m tests.upgrade.making` writes tests/upgrade/releases/VERSION/ for the version of
blog/__init__.py: the database as SQL, uploads, and what must stay of them (site_facts.py).
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from blog import VERSION

ROOT = Path(__file__).resolve().parents[2]
RELEASES = Path(__file__).with_name("releases")
DATABASE, FACTS, UPLOADS = "database.sql", "facts.json", "uploads"


def run(data: Path, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of(data), stdout=subprocess.PIPE, check=True
    )
    return done.stdout.decode()


def environment_of(data: Path) -> dict[str, str]:
    given = {"LONGWAVE_DATA": str(data), "DATABASE_URL": "", "PYTHON_DOTENV_DISABLED": "1"}
    return {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "blog.settings"}


def statements(database: sqlite3.Connection) -> Iterator[str]:
    """Rows of a virtual table are in tables of its own, which follow it."""
    virtual = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
    skipped = tuple(f'INSERT INTO "{name}" VALUES' for (name,) in database.execute(virtual))
    yield from (line for line in database.iterdump() if not line.startswith(skipped))


def keep(release: Path) -> None:
    """Replace what is kept of this version."""
    shutil.rmtree(release, ignore_errors=True)
    release.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        run(data, "-m", "tests.upgrade.filling")
        (release / FACTS).write_text(run(data, "-m", "tests.upgrade.site_facts") + "\n")
        with closing(sqlite3.connect(data / "longwave.sqlite3")) as database:
            (release / DATABASE).write_text("\n".join(statements(database)) + "\n")
        shutil.copytree(data / UPLOADS, release / UPLOADS)


if __name__ == "__main__":
    keep(RELEASES / VERSION)
