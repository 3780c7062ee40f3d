"""Copies the database for a backup and restores it; needs no pg_dump and no pg_restore.

sqlite_copier.py      the database file, by SQLite's online backup
postgresql_copier.py  the rows of all tables by COPY, in one snapshot
migrations.py         the migrations of a backup, and whether this version has them
size.py               how much the database takes on the disk
"""

from pathlib import Path
from typing import Any, Protocol

from django.db import connection

from operations.databases.postgresql_copier import PostgreSQLCopier
from operations.databases.size import database_size
from operations.databases.sqlite_copier import SQLiteCopier

__all__ = ["DatabaseCopier", "database_copier", "database_size"]


class DatabaseCopier(Protocol):
    """Copies a database into the folder `database` of a backup, and loads it from there.

    `facts` are what the manifest says of the database. All methods may raise BackupError.
    """

    kind: str

    def dump(self, folder: Path) -> dict[str, Any]:
        """Copy a consistent state while other processes write. Return the facts."""

    def check(self, folder: Path, facts: dict[str, Any]) -> None:
        """Raise BackupError if the copy is damaged."""

    def has_data(self) -> bool:
        """Whether the database has a site."""

    def require_unused(self) -> None:
        """Raise BackupError if another process is known to use the database."""

    def files(self) -> dict[str, Path]:
        """Return the files of the database by their names in the folder."""

    def load(self, folder: Path, facts: dict[str, Any]) -> None:
        """Load the copy and migrate it to this version, or leave the database as it was."""


def database_copier() -> DatabaseCopier:
    return (
        SQLiteCopier(connection) if connection.vendor == "sqlite" else PostgreSQLCopier(connection)
    )
