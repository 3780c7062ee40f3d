"""What the columns of a SQLite database hold, by their declared types."""

import re
import sqlite3
from enum import StrEnum, auto

from django.apps import apps

JSON_COLUMN = re.compile(r'JSON_VALID\("(\w+)"\)')
SEARCH_INDEX = "articles_search"  # tables that `manage.py reindex` fills
NOT_COPIED = ("django_migrations", "sqlite_sequence")
TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"


class ColumnKind(StrEnum):
    TEXT = auto()
    INTEGER = auto()
    REAL = auto()
    BOOLEAN = auto()
    MOMENT = auto()
    UUID = auto()
    JSON = auto()
    BYTES = auto()


BY_TYPE = {
    "bool": ColumnKind.BOOLEAN,
    "datetime": ColumnKind.MOMENT,
    "char(32)": ColumnKind.UUID,
    "blob": ColumnKind.BYTES,
    "real": ColumnKind.REAL,
}
ColumnKinds = dict[str, ColumnKind]  # by the name of the column, in order


def table_kinds(database: sqlite3.Connection) -> dict[str, ColumnKinds]:
    """The columns of each table of the site, without those of the search index."""
    prefixes = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
    return {
        table: column_kinds(database, table, sql)
        for table, sql in database.execute(TABLES)
        if table.startswith(prefixes) and table not in NOT_COPIED and not is_of_index(table)
    }


def is_of_index(table: str) -> bool:
    return table.startswith(SEARCH_INDEX)


def column_kinds(database: sqlite3.Connection, table: str, sql: str) -> ColumnKinds:
    json_columns = set(JSON_COLUMN.findall(sql))
    rows = database.execute("SELECT name, type FROM pragma_table_info(?)", [table])
    return {
        name: ColumnKind.JSON if name in json_columns else kind_of_type(declared)
        for name, declared in rows
    }


def kind_of_type(declared: str) -> ColumnKind:
    found = declared.lower()
    is_number = "int" in found
    return BY_TYPE.get(found, ColumnKind.INTEGER if is_number else ColumnKind.TEXT)


def key_columns(database: sqlite3.Connection) -> dict[str, str]:
    """The column that SQLite numbers itself, by table."""
    found = {}
    for table, sql in database.execute(TABLES):
        if "AUTOINCREMENT" in sql:
            rows = database.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", [table])
            found[table] = rows.fetchone()[0]
    return found
