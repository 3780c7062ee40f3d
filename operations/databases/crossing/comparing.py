"""Compares rows of two databases by numbers and digests, in any order."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from operations.backup_error import BackupError
from operations.databases.crossing.column_kinds import ColumnKinds
from operations.databases.crossing.row_values import Value, compared_value

DIFFERENT = "{} is different after it was copied: {} rows, and {} before."
MODULUS = 1 << 256


class RowDigest(NamedTuple):
    """The number of rows, and the sum of their SHA-256."""

    rows: int
    digest: int


def row_digest(rows: Iterable[Sequence[Value]], kinds: ColumnKinds) -> RowDigest:
    """Rows have the values of SQLite."""
    number = total = 0
    for row in rows:
        values = [
            compared_value(value, kind) for value, kind in zip(row, kinds.values(), strict=True)
        ]
        text = json.dumps(values, sort_keys=True, ensure_ascii=True)
        total = (total + int.from_bytes(sha256(text.encode()).digest())) % MODULUS
        number += 1
    return RowDigest(number, total)


def require_equal(before: Mapping[str, RowDigest], after: Mapping[str, RowDigest]) -> None:
    """By table. Raises BackupError for the first one that differs."""
    for table, expected in before.items():
        if after[table] != expected:
            raise BackupError(DIFFERENT.format(table, after[table].rows, expected.rows))
