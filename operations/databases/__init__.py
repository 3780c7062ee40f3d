"""How the database of a site is copied and put back: SQLite, and PostgreSQL without its programs.

sqlite.py      the file, by SQLite's own online backup
postgresql.py  the rows of every table, in one snapshot
migrations.py  which migrations a backup has, and whether this version knows them
"""

from pathlib import Path
from typing import Any, Protocol

from django.db import connection

from operations.databases.postgresql import PostgreSQL
from operations.databases.sqlite import SQLite


class Database(Protocol):
    """What lies in the folder `database` of a backup, and what its manifest says of it."""

    kind: str

    def dump(self, folder: Path) -> dict[str, Any]:
        """Copy a state that the database had at one moment, while others write."""

    def check(self, folder: Path, facts: dict[str, Any]) -> None:
        """Refusal where the copy cannot be what was there."""

    def has_data(self) -> bool:
        """Whether a site is there already."""

    def refuse_others(self) -> None:
        """Refusal where somebody else uses the database, as far as it can be told."""

    def files(self) -> dict[str, Path]:
        """Where the files of the database lie, by their names in the folder."""

    def load(self, folder: Path, facts: dict[str, Any]) -> None:
        """Make the database what the copy is, in its present form, or leave it as it was."""


def present() -> Database:
    return SQLite(connection) if connection.vendor == "sqlite" else PostgreSQL(connection)
