"""Rows of a file of SQLite."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from ..export_notes import UnknownExport

SQLITE = b"SQLite format 3\x00"


def stored_rows(
    file: IO[bytes], is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the wanted tables. Raises UnknownExport for a damaged file."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite3") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        try:
            yield from rows_of_file(copy.name, is_wanted)
        except sqlite3.DatabaseError as error:
            reason = str(error)
            raise UnknownExport(
                "export-broken", name="SQLite", system="SQLite", reason=reason
            ) from error


def rows_of_file(
    path: str, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, dict[str, Any]]]:
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        # Nothing that the file defines is run: only plain tables are read.
        database.execute("PRAGMA trusted_schema = OFF")
        database.text_factory = lambda data: data.decode("utf-8", "replace")
        database.row_factory = sqlite3.Row
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        names = [row["name"] for row in database.execute(query)]
        for name in filter(is_wanted, names):
            quoted = name.replace('"', '""')
            for row in database.execute(f'SELECT * FROM "{quoted}"'):
                yield name, dict(row)
    finally:
        database.close()
