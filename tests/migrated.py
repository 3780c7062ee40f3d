"""A migrated SQLite file, from which each worker and each site of a test begins.

All migrations take five seconds of processor time. Tests whose promise is about migrating start
with an empty database. `migrate` still runs on each copy, and finds nothing to do.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copyfile

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "tests"
# What the file depends on: after a change of them another one is made.
SOURCES = (
    *("*/migrations/*.py", "articles/cache/triggers.py", "accounts/audit/append_only.py"),
    *("accounts/roles/role_table.py", "locks/requirements.txt"),
)


def copy_to(database: Path) -> None:
    copyfile(migrated_file(), database)
    database.chmod(0o600)


@cache
def migrated_file() -> Path:
    """Its path; workers that need it at once make it at once, and the last one stays."""
    file = FOLDER / f"migrated-{digest()}.sqlite3"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as data:
            database = Path(data, "longwave.sqlite3")
            migrate(data)
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            os.replace(database, file)
    return file


def migrate(data: str, address: str = "") -> None:
    environment = {**os.environ, "LONGWAVE_DATA": data, "DATABASE_URL": address}
    environment["DJANGO_SETTINGS_MODULE"] = "blog.settings"
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def digest() -> str:
    found = sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            found.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return found.hexdigest()[:16]
