"""The copied file of SQLite -> files of COPY, as PostgreSQLCopier.dump() writes them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from blog import file_modes
from operations.backup_error import BackupError
from operations.databases.crossing.column_kinds import ColumnKinds, key_columns, table_kinds
from operations.databases.crossing.comparing import RowDigest, row_digest
from operations.databases.crossing.copy_format import copy_line
from operations.databases.crossing.row_values import Value, copy_value

NUL = (
    "{} has a row with a NUL character in {}, which PostgreSQL cannot store: remove it there, and "
    "back up again. The row: {!r}"
)
SEQUENCES = "SELECT name, seq FROM sqlite_sequence"


def convert_to_copy(file: Path, folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Write the files into `folder`. Return the facts of a copy of PostgreSQL, with `compared`."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        kinds = table_kinds(database)
        compared = {
            table: convert_table(database, table, columns, folder / f"{table}.copy")
            for table, columns in kinds.items()
        }
        sequences, keys = dict(database.execute(SEQUENCES)), key_columns(database)
    return {
        **facts,
        "kind": "postgresql",
        "tables": {t: {"columns": list(kinds[t]), "rows": compared[t].rows} for t in kinds},
        "sequences": {f"{t}_{keys[t]}_seq": n for t, n in sequences.items() if n and t in keys},
        "kinds": kinds,
        "compared": compared,
    }


def convert_table(
    database: sqlite3.Connection, table: str, kinds: ColumnKinds, file: Path
) -> RowDigest:
    with open(file, "xb", opener=file_modes.private_opener) as out:
        for row in sqlite_rows(database, table, kinds):
            require_no_nul(table, kinds, row)
            values = zip(row, kinds.values(), strict=True)
            out.write(copy_line(copy_value(value, kind) for value, kind in values))
    return row_digest(sqlite_rows(database, table, kinds), kinds)


def sqlite_rows(
    database: sqlite3.Connection, table: str, kinds: ColumnKinds
) -> Iterator[tuple[Value, ...]]:
    names = ", ".join(f'"{name}"' for name in kinds)
    yield from database.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid')


def require_no_nul(table: str, kinds: ColumnKinds, row: tuple[Value, ...]) -> None:
    for name, value in zip(kinds, row, strict=True):
        if isinstance(value, str) and "\0" in value:
            raise BackupError(NUL.format(table, name, row[:3]))
