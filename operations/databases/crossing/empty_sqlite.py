"""Makes a file of SQLite after given migrations: python -m …empty_sqlite FILE, migrations on stdin.

A process of its own does so, since migrations use the database of the settings.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from operations.backup_error import BackupError

FAILED = "The tables could not be made: {}"


def make_empty_sqlite(file: Path, migrations: Iterable[Iterable[str]], base: Path) -> None:
    """`base` is the folder of the project. The tables have what migrations put into them."""
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        cwd=base,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{quote(str(file))}"},
        input=json.dumps([list(each) for each in migrations]),
        text=True,
        capture_output=True,
    )
    if done.returncode:
        raise BackupError(FAILED.format(done.stderr.strip().rpartition("\n")[2]))


def make_tables() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")
    import django

    django.setup()
    from django.db import connection

    from operations.databases.migrations import migrate_empty

    migrate_empty(connection, json.load(sys.stdin))
    connection.close()


if __name__ == "__main__":
    make_tables()
