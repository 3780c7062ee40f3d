"""Files of COPY -> a file of SQLite."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

from operations.backup_error import BackupError
from operations.databases.crossing.column_kinds import (
    ColumnKinds,
    is_of_index,
    key_columns,
    table_kinds,
)
from operations.databases.crossing.comparing import require_equal, row_digest
from operations.databases.crossing.copy_format import copy_rows
from operations.databases.crossing.empty_sqlite import make_empty_sqlite
from operations.databases.crossing.row_values import Value, sqlite_value
from operations.databases.crossing.to_postgresql import sqlite_rows

OTHER_TABLES = "The backup has other tables than this version of Longwave can make."
LOST_KEYS = "{} refers to rows of {} that are not there."


def convert_to_sqlite(folder: Path, file: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Write the new `file`. Return the facts of a copy of SQLite, with `compared`."""
    make_empty_sqlite(file, facts["migrations"], settings.BASE)
    with closing(sqlite3.connect(file)) as database:
        kinds = table_kinds(database)
        require_same_columns(kinds, facts["tables"])
        with database:
            for table in kinds:
                database.execute(f'DELETE FROM "{table}"')
            for table, columns in kinds.items():
                insert_rows(database, table, columns, folder, facts)
            number_further(database, facts["sequences"])
            require_keys(database)
        compared = compare_tables(database, kinds, folder, facts)
    return {**facts, "kind": "sqlite", "kinds": kinds, "compared": compared}


def require_same_columns(kinds: Mapping[str, ColumnKinds], tables: Mapping[str, Any]) -> None:
    given = {name: {*about["columns"]} for name, about in tables.items() if not is_of_index(name)}
    if given != {name: {*columns} for name, columns in kinds.items()}:
        raise BackupError(OTHER_TABLES)


def insert_rows(
    database: sqlite3.Connection,
    table: str,
    kinds: ColumnKinds,
    folder: Path,
    facts: dict[str, Any],
) -> None:
    names = ", ".join(f'"{name}"' for name in kinds)
    places = ", ".join("?" * len(kinds))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'
    database.executemany(statement, converted_rows(table, kinds, folder, facts))


def converted_rows(
    table: str, kinds: ColumnKinds, folder: Path, facts: dict[str, Any]
) -> Iterator[list[Value]]:
    """In the order of the columns of SQLite."""
    order = facts["tables"][table]["columns"]
    for row in copy_rows(folder / f"{table}.copy"):
        by_name = dict(zip(order, row, strict=True))
        yield [sqlite_value(by_name[name], kind) for name, kind in kinds.items()]


def number_further(database: sqlite3.Connection, sequences: Mapping[str, int]) -> None:
    """Let no id be used twice."""
    for table, key in key_columns(database).items():
        if number := sequences.get(f"{table}_{key}_seq"):
            database.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
            database.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table, number])


def require_keys(database: sqlite3.Connection) -> None:
    if found := database.execute("PRAGMA foreign_key_check").fetchone():
        raise BackupError(LOST_KEYS.format(found[0], found[2]))


def compare_tables(
    database: sqlite3.Connection,
    kinds: Mapping[str, ColumnKinds],
    folder: Path,
    facts: dict[str, Any],
) -> dict[str, Any]:
    before = {
        table: row_digest(converted_rows(table, columns, folder, facts), columns)
        for table, columns in kinds.items()
    }
    after = {
        table: row_digest(sqlite_rows(database, table, columns), columns)
        for table, columns in kinds.items()
    }
    require_equal(before, after)
    return before
