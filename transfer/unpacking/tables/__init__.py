"""Reads tables of databases: SQLite files, and dumps of MySQL, PostgreSQL and SQLite.

sql_dumps.py     statements of a dump
sqlite_files.py  files of SQLite
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..source import ExportSource, beginning
from .sql_dumps import dumped_rows
from .sqlite_files import SQLITE, stored_rows

Row = Mapping[str, Any]
DUMPS = (".sql", ".dump")
FILES = (".db", ".sqlite", ".sqlite3")


def database_files(source: ExportSource, *tables: bytes) -> Iterator[str]:
    """Dumps and SQLite files in which the names of all these tables stand."""
    for name in source.names:
        lower = name.lower()
        if lower.endswith((*DUMPS, *FILES)) or "." not in lower.rpartition("/")[2]:
            start = beginning(source, name)
            is_database = start.startswith(SQLITE) or lower.endswith(DUMPS)
            if is_database and all(contains(source, name, table) for table in tables):
                yield name


def contains(source: ExportSource, name: str, mark: bytes) -> bool:
    with source.open(name) as file:
        before = b""
        while chunk := file.read(2**20):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
    return False


def read_tables(
    source: ExportSource, name: str, wanted: Collection[str], suffix: bool = False
) -> dict[str, list[Row]]:
    """The rows of these tables; with `suffix` of those whose names end so, without the prefix."""

    def key(table: str) -> str:
        if not suffix:
            return table if table in wanted else ""
        return next((each for each in wanted if table == each or table.endswith(f"_{each}")), "")

    found: dict[str, list[Row]] = {each: [] for each in wanted}
    with source.open(name) as file:
        is_sqlite = file.read(len(SQLITE)) == SQLITE
    with source.open(name) as file:
        read = stored_rows if is_sqlite else dumped_rows
        for table, row in read(file, lambda table: bool(key(table))):
            found[key(table)].append(row)
    return found
