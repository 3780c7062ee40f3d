"""PostgreSQL: the rows of all tables, written by COPY in one snapshot.

pg_dump and pg_restore are not needed, which must be as new as the server. The tables are created by
the migrations that the copied database had; then the other migrations run as in an update.
"""

from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from blog import file_modes
from blog.database_lock import preparing_database
from blog.pgbouncer import is_behind_pgbouncer
from operations.backup_error import BackupError
from operations.backups.manifest import DAMAGED
from operations.databases.crossing.column_kinds import ColumnKinds, is_of_index
from operations.databases.crossing.comparing import RowDigest, require_equal, row_digest
from operations.databases.crossing.copy_format import copy_fields
from operations.databases.crossing.row_values import Value, sqlite_value
from operations.databases.migrations import migrate_empty

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
WHERE datname = current_database() AND application_name LIKE 'longwave %%'
AND application_name <> current_setting('application_name') AND (state_change > now() OR %s)
"""
# A session of PgBouncer has the name of the process that used it last, which may be gone: only what
# is used within this transaction tells. All processes of a site ask within ten seconds.
WATCH = "SELECT pg_sleep(12)"
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

    @staticmethod
    def check(folder: Path, facts: dict[str, Any]) -> None:
        for table, about in facts["tables"].items():
            if count_rows(folder / f"{table}.copy") != about["rows"]:
                raise BackupError(DAMAGED.format(f"{table} has not the rows that were written"))

    # The present database

    def has_data(self) -> bool:
        with self.connection.cursor() as cursor:
            return MIGRATIONS in self.tables(cursor)

    def require_unused(self) -> None:
        is_pooled = is_behind_pgbouncer(self.connection)
        with transaction.atomic(), self.connection.cursor() as cursor:
            if is_pooled:
                cursor.execute(WATCH)
            cursor.execute(OTHER_PROCESSES, [not is_pooled])
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
        with preparing_database(), transaction.atomic(durable=True):
            with self.connection.cursor() as cursor:
                self.drop_all(cursor)
                cursor.execute(IMMEDIATE)
            migrate_empty(self.connection, facts["migrations"])
            with self.connection.cursor() as cursor:
                cursor.execute(DEFERRED)
                self.load_rows(cursor, folder, facts)
                cursor.execute(IMMEDIATE)
                if "compared" in facts:
                    require_equal(facts["compared"], self.row_digests(cursor, facts["kinds"]))
            call_command("migrate", verbosity=0)
            if "compared" in facts:
                call_command("reindex", stdout=StringIO())
        with self.connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def drop_all(self, cursor: Any) -> None:
        if tables := ", ".join(map(self.quoted_name, self.tables(cursor))):
            cursor.execute(f"DROP TABLE {tables} CASCADE")

    def load_rows(self, cursor: Any, folder: Path, facts: dict[str, Any]) -> None:
        columns, sequences = self.columns(cursor), self.sequence_names(cursor)
        given = {table: about["columns"] for table, about in facts["tables"].items()}
        if "compared" in facts:  # of SQLite, whose search index has other tables
            columns = {t: names for t, names in columns.items() if not is_of_index(t)}
        if {t: {*c} for t, c in given.items()} != {t: {*c} for t, c in columns.items()}:
            raise BackupError("The backup has other tables than this version of Longwave can make.")
        cursor.execute(f"TRUNCATE {', '.join(map(self.quoted_name, self.columns(cursor)))}")
        for table, names in given.items():
            with cursor.copy(f"COPY {self.table_with_columns(table, names)} FROM STDIN") as copy:
                for piece in file_chunks(folder / f"{table}.copy"):
                    copy.write(piece)
        for name, number in facts["sequences"].items():
            if name in sequences:
                cursor.execute("SELECT setval(%s::regclass, %s)", [self.quoted_name(name), number])

    def row_digests(self, cursor: Any, kinds: dict[str, ColumnKinds]) -> dict[str, RowDigest]:
        """The rows of tables, with the values that SQLite would store."""
        return {
            t: row_digest(self.rows(cursor, t, columns), columns) for t, columns in kinds.items()
        }

    def rows(self, cursor: Any, table: str, kinds: ColumnKinds) -> Iterator[list[Value]]:
        with cursor.copy(f"COPY {self.table_with_columns(table, list(kinds))} TO STDOUT") as copy:
            for line in copy_lines(copy):
                fields = zip(copy_fields(line), kinds.values(), strict=True)
                yield [sqlite_value(text, kind) for text, kind in fields]

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


def copy_lines(pieces: Iterable[Any]) -> Iterator[bytes]:
    """psycopg gives blocks, which may end within a line."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + bytes(piece)).split(b"\n")
        yield from lines


def count_rows(path: Path) -> int:
    """COPY writes each row as one line."""
    return sum(piece.count(b"\n") for piece in file_chunks(path))
