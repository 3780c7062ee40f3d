"""PostgreSQL: the rows of all tables, written by COPY in one snapshot.

pg_dump and pg_restore are not needed, which must be as new as the server. The tables are created by
the migrations that the copied database had; then the other migrations run as in an update.
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
from operations.backup_error import BackupError
from operations.databases.migrations import latest_migrations
from operations.manifest import DAMAGED

MIGRATIONS = "django_migrations"  # not copied: migrating fills this table
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
# The processes of a site, on any machine: blog/settings.py sets application_name.
OTHER_PROCESSES = """
SELECT DISTINCT application_name FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'longwave %'
AND application_name <> current_setting('application_name')
"""
# A table with pending deferred constraints cannot be altered. In this transaction one migration
# after another changes rows and alters tables.
IMMEDIATE, DEFERRED = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"
CHUNK = 1 << 18


class PostgreSQLCopier:
    kind = "postgresql"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    # Copying

    def dump(self, folder: Path) -> dict[str, Any]:
        with transaction.atomic(durable=True), self.connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            if MIGRATIONS not in self.tables(cursor):
                raise BackupError("There is no site in the database yet.")
            cursor.execute(f"SELECT app, name FROM {MIGRATIONS} ORDER BY id")
            migrations = [list(row) for row in cursor.fetchall()]
            columns = self.columns(cursor)
            rows = {
                table: self.write_table(cursor, table, columns[table], folder) for table in columns
            }
            return {
                "kind": self.kind,
                "migrations": migrations,
                "tables": {t: {"columns": columns[t], "rows": rows[t]} for t in columns},
                "sequences": self.sequences(cursor),
            }

    def write_table(self, cursor: Any, table: str, columns: list[str], folder: Path) -> int:
        """Write the rows of a table to a file. Return their number."""
        with (
            open(folder / f"{table}.copy", "xb", opener=file_modes.private_opener) as out,
            cursor.copy(f"COPY {self.table_with_columns(table, columns)} TO STDOUT") as copy,
        ):
            for piece in copy:
                out.write(piece)
        return int(cursor.rowcount)

    def check(self, folder: Path, facts: dict[str, Any]) -> None:
        for table, about in facts["tables"].items():
            if count_rows(folder / f"{table}.copy") != about["rows"]:
                raise BackupError(DAMAGED.format(f"{table} has not the rows that were written"))

    # The present database

    def has_data(self) -> bool:
        with self.connection.cursor() as cursor:
            return MIGRATIONS in self.tables(cursor)

    def require_unused(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(OTHER_PROCESSES)
            if names := [name for (name,) in cursor.fetchall()]:
                raise BackupError(f"The site is running ({', '.join(names[:3])}): stop it first.")

    def files(self) -> dict[str, Path]:
        return {}

    def tables(self, cursor: Any) -> list[str]:
        """Return the tables of the site. Other programs may use the same schema."""
        prefixes = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
        cursor.execute(TABLES)
        return [table for (table,) in cursor.fetchall() if table.startswith(prefixes)]

    def columns(self, cursor: Any) -> dict[str, list[str]]:
        """Return the columns of each table that is copied, without generated ones."""
        found: dict[str, list[str]] = {t: [] for t in self.tables(cursor) if t != MIGRATIONS}
        cursor.execute(COLUMNS)
        for table, column in cursor.fetchall():
            if table in found:
                found[table].append(column)
        return found

    def sequences(self, cursor: Any) -> dict[str, int]:
        """Return the last value of each sequence, so that no id is used twice."""
        tables = tuple(f"{table}_" for table in self.tables(cursor) if table != MIGRATIONS)
        cursor.execute(SEQUENCES)
        return {name: n for name, n in cursor.fetchall() if n and name.startswith(tables)}

    # Restoring

    def load(self, folder: Path, facts: dict[str, Any]) -> None:
        """All happens in one transaction."""
        with transaction.atomic(durable=True):
            with self.connection.cursor() as cursor:
                self.drop_all(cursor)
                cursor.execute(IMMEDIATE)
            executor = MigrationExecutor(self.connection)
            executor.migrate(latest_migrations(facts["migrations"]))
            with self.connection.cursor() as cursor:
                cursor.execute(DEFERRED)
                self.load_rows(cursor, folder, facts)
                cursor.execute(IMMEDIATE)
            call_command("migrate", verbosity=0)
        with self.connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def drop_all(self, cursor: Any) -> None:
        if tables := ", ".join(map(self.quoted_name, self.tables(cursor))):
            cursor.execute(f"DROP TABLE {tables} CASCADE")

    def load_rows(self, cursor: Any, folder: Path, facts: dict[str, Any]) -> None:
        columns, sequences = self.columns(cursor), self.sequence_names(cursor)
        given = {table: about["columns"] for table, about in facts["tables"].items()}
        if {t: {*c} for t, c in given.items()} != {t: {*c} for t, c in columns.items()}:
            raise BackupError("The backup has other tables than this version of Longwave can make.")
        cursor.execute(f"TRUNCATE {', '.join(map(self.quoted_name, columns))}")
        for table, names in given.items():
            with cursor.copy(f"COPY {self.table_with_columns(table, names)} FROM STDIN") as copy:
                for piece in file_chunks(folder / f"{table}.copy"):
                    copy.write(piece)
        for name, number in facts["sequences"].items():
            if name in sequences:
                cursor.execute("SELECT setval(%s::regclass, %s)", [self.quoted_name(name), number])

    def sequence_names(self, cursor: Any) -> set[str]:
        cursor.execute(SEQUENCES)
        return {name for name, _ in cursor.fetchall()}

    def table_with_columns(self, table: str, columns: list[str]) -> str:
        return f"{self.quoted_name(table)} ({', '.join(map(self.quoted_name, columns))})"

    def quoted_name(self, name: str) -> str:
        return self.connection.ops.quote_name(name)


def file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def count_rows(path: Path) -> int:
    """COPY writes each row as one line."""
    return sum(piece.count(b"\n") for piece in file_chunks(path))
