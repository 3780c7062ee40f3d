"""A value as SQLite stores it, as COPY writes it, and in the form in which both are compared."""

import json
from datetime import UTC, datetime
from typing import Any

from operations.databases.crossing.column_kinds import ColumnKind

Value = Any  # what sqlite3 returns: None, int, float, str or bytes


def copy_value(value: Value, kind: ColumnKind) -> str | None:
    """What COPY reads, of a value of SQLite."""
    if value is None:
        return None
    match kind:
        case ColumnKind.BOOLEAN:
            return "t" if value else "f"
        case ColumnKind.MOMENT:
            return f"{utc_text(value)}+00"
        case ColumnKind.BYTES:
            return f"\\x{bytes(value).hex()}"
    return repr(value) if isinstance(value, float) else str(value)


def sqlite_value(text: str | None, kind: ColumnKind) -> Value:
    """What SQLite stores, of a text that COPY has written."""
    if text is None:
        return None
    match kind:
        case ColumnKind.BOOLEAN:
            return int(text == "t")
        case ColumnKind.MOMENT:
            return utc_text(text)
        case ColumnKind.UUID:
            return text.replace("-", "")
        case ColumnKind.BYTES:
            return bytes.fromhex(text.removeprefix("\\x"))
        case ColumnKind.INTEGER:
            return int(text)
        case ColumnKind.REAL:
            return float(text)
    return text


def compared_value(value: Value, kind: ColumnKind) -> Value:
    """Of a value of SQLite. JSON has another form in the other database, and the same content."""
    if value is None:
        return None
    match kind:
        case ColumnKind.BOOLEAN:
            return int(value)
        case ColumnKind.MOMENT:
            return utc_text(value)
        case ColumnKind.BYTES:
            return bytes(value).hex()
        case ColumnKind.JSON:
            return json.loads(value)
        case ColumnKind.REAL:
            return float(value)
        case ColumnKind.TEXT:
            return str(value)
    return value


def utc_text(moment: str) -> str:
    """As Django writes a moment to SQLite: in UTC, without a zone."""
    found = datetime.fromisoformat(moment)
    return str(found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found)
