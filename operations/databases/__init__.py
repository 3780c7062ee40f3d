"""Copies the database for a backup and restores it; needs no pg_dump and no pg_restore.

sqlite_copier.py      the database file, by SQLite's online backup
postgresql_copier.py  the rows of all tables by COPY, in one snapshot
crossing/             a copy of one of them -> a copy of the other
migrations.py         the migrations of a database, whether this version has them, squashed ones
size.py               how much the database takes on the disk
"""

from pathlib import Path
from typing import Any, Protocol

from django.db import connection

from operations.databases.crossing.to_postgresql import convert_to_copy
from operations.databases.crossing.to_sqlite import convert_to_sqlite
from operations.databases.postgresql_copier import PostgreSQLCopier
from operations.databases.size import database_size
from operations.databases.sqlite_copier import DATABASE_FILE, SQLiteCopier

__all__ = ["DatabaseCopier", "check_copy", "convert_copy", "database_copier", "database_size"]

FORMER = "converted-from"  # a folder beside the files of the copy


class DatabaseCopier(Protocol):
    """Copies a database into the folder `database` of a backup, and loads it from there.

    `facts` are what the manifest says of the database. All methods may raise BackupError.
    """

    kind: str

    def dump(self, folder: Path) -> dict[str, Any]:
        """Copy a consistent state while other processes write. Return the facts."""

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


def check_copy(folder: Path, facts: dict[str, Any]) -> None:
    """Raise BackupError if a copy is damaged. It may be of the other database."""
    kind = SQLiteCopier if facts["kind"] == "sqlite" else PostgreSQLCopier
    kind.check(folder, facts)


def convert_copy(folder: Path, facts: dict[str, Any], kind: str) -> dict[str, Any]:
    """Make a copy of SQLite one of PostgreSQL, or the other way round. Return its facts.

    `compared` has the number and the digest of the rows of each table then. Raises BackupError.
    """
    if facts["kind"] == kind:
        return facts
    former = folder.with_name(FORMER)
    folder.rename(former)
    folder.mkdir()
    if kind == "postgresql":
        return convert_to_copy(former / DATABASE_FILE, folder, facts)
    return convert_to_sqlite(former, folder / DATABASE_FILE, facts)
