"""PostgreSQL: the rows of every table, as COPY writes them, in one snapshot.

The programs pg_dump and pg_restore need not be there, nor be as new as the server: the tables are
made by the migrations that the copied database had, and then brought up to date like any other.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from blog import file_modes
from operations.databases.migrations import last_of_each_app
from operations.manifest import DAMAGED
from operations.refusal import Refusal

MIGRATIONS = "django_migrations"  # the one table that is not copied: migrating fills it
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND is_generated = 'NEVER'
ORDER BY table_name, ordinal_position
"""
SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = current_schema() ORDER BY sequencename
"""
# Each process of a site names itself (blog/settings.py), whatever machine it runs on.
OTHERS = """
SELECT DISTINCT application_name FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'longwave %'
AND application_name <> current_setting('application_name')
"""
# A table with a constraint that waits for the end cannot be altered, and in this transaction one
# migration after another changes rows and alters tables.
IMMEDIATE, DEFERRED = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"
PIECE = 1 << 18


class PostgreSQL:
    kind = "postgresql"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    # Copying

    def dump(self, folder: Path) -> dict[str, Any]:
        with transaction.atomic(durable=True), self.connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            if MIGRATIONS not in self.tables(cursor):
                raise Refusal("There is no site in the database yet.")
            cursor.execute(f"SELECT app, name FROM {MIGRATIONS} ORDER BY id")
            migrations = [list(row) for row in cursor.fetchall()]
            columns = self.columns(cursor)
            rows = {table: self.write(cursor, table, columns[table], folder) for table in columns}
            return {
                "kind": self.kind,
                "migrations": migrations,
                "tables": {t: {"columns": columns[t], "rows": rows[t]} for t in columns},
                "sequences": self.sequences(cursor),
            }

    def write(self, cursor: Any, table: str, columns: list[str], folder: Path) -> int:
        """The number of rows that are in the file now."""
        with (
            open(folder / f"{table}.copy", "xb", opener=file_modes.private_opener) as out,
            cursor.copy(f"COPY {self.named(table, columns)} TO STDOUT") as copy,
        ):
            for piece in copy:
                out.write(piece)
        return int(cursor.rowcount)

    def check(self, folder: Path, facts: dict[str, Any]) -> None:
        for table, about in facts["tables"].items():
            if lines_of(folder / f"{table}.copy") != about["rows"]:
                raise Refusal(DAMAGED.format(f"{table} has not the rows that were written"))

    # What is there

    def has_data(self) -> bool:
        with self.connection.cursor() as cursor:
            return MIGRATIONS in self.tables(cursor)

    def refuse_others(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if names := [name for (name,) in cursor.fetchall()]:
                raise Refusal(f"The site is running ({', '.join(names[:3])}): stop it first.")

    def files(self) -> dict[str, Path]:
        return {}

    def tables(self, cursor: Any) -> list[str]:
        """Those of the site, in a schema that others may use too."""
        ours = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
        cursor.execute(TABLES)
        return [table for (table,) in cursor.fetchall() if table.startswith(ours)]

    def columns(self, cursor: Any) -> dict[str, list[str]]:
        """Of each table whose rows are copied."""
        found: dict[str, list[str]] = {t: [] for t in self.tables(cursor) if t != MIGRATIONS}
        cursor.execute(COLUMNS)
        for table, column in cursor.fetchall():
            if table in found:
                found[table].append(column)
        return found

    def sequences(self, cursor: Any) -> dict[str, int]:
        """The last number that each gave: none is given to something else again."""
        tables = tuple(f"{table}_" for table in self.tables(cursor) if table != MIGRATIONS)
        cursor.execute(SEQUENCES)
        return {name: n for name, n in cursor.fetchall() if n and name.startswith(tables)}

    # Putting back

    def load(self, folder: Path, facts: dict[str, Any]) -> None:
        """In one transaction."""
        with transaction.atomic(durable=True):
            with self.connection.cursor() as cursor:
                self.drop_all(cursor)
                cursor.execute(IMMEDIATE)
            executor = MigrationExecutor(self.connection)
            executor.migrate(last_of_each_app(facts["migrations"]))
            with self.connection.cursor() as cursor:
                cursor.execute(DEFERRED)
                self.fill(cursor, folder, facts)
                cursor.execute(IMMEDIATE)
            call_command("migrate", verbosity=0)
        with self.connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def drop_all(self, cursor: Any) -> None:
        if tables := ", ".join(map(self.quoted, self.tables(cursor))):
            cursor.execute(f"DROP TABLE {tables} CASCADE")

    def fill(self, cursor: Any, folder: Path, facts: dict[str, Any]) -> None:
        columns, sequences = self.columns(cursor), self.every_sequence(cursor)
        given = {table: about["columns"] for table, about in facts["tables"].items()}
        if {t: {*c} for t, c in given.items()} != {t: {*c} for t, c in columns.items()}:
            raise Refusal("The backup has other tables than this version of Longwave can make.")
        cursor.execute(f"TRUNCATE {', '.join(map(self.quoted, columns))}")
        for table, names in given.items():
            with cursor.copy(f"COPY {self.named(table, names)} FROM STDIN") as copy:
                for piece in pieces_of(folder / f"{table}.copy"):
                    copy.write(piece)
        for name, number in facts["sequences"].items():
            if name in sequences:
                cursor.execute("SELECT setval(%s::regclass, %s)", [self.quoted(name), number])

    def every_sequence(self, cursor: Any) -> set[str]:
        cursor.execute(SEQUENCES)
        return {name for name, _ in cursor.fetchall()}

    def named(self, table: str, columns: list[str]) -> str:
        return f"{self.quoted(table)} ({', '.join(map(self.quoted, columns))})"

    def quoted(self, name: str) -> str:
        return self.connection.ops.quote_name(name)


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def lines_of(path: Path) -> int:
    """A row is a line, in whatever it holds."""
    return sum(piece.count(b"\n") for piece in pieces_of(path))
