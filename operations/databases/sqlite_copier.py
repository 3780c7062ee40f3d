"""SQLite: the database file, copied by the online backup while other processes write."""

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

from blog import file_modes
from operations.backup_error import BackupError
from operations.backups.manifest import DAMAGED

DATABASE_FILE = "longwave.sqlite3"
LOCK_WAIT = 20  # seconds to wait for a lock
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
ANY_TABLE = "SELECT 1 FROM sqlite_master LIMIT 1"
JOURNAL_SUFFIXES = ("-wal", "-shm", "-journal")
IN_USE = "The database is in use: stop the site, and whatever else has it open."


class SQLiteCopier:
    kind = "sqlite"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.path = Path(str(connection.settings_dict["NAME"]))

    def dump(self, folder: Path) -> dict[str, Any]:
        if not self.has_data():
            raise BackupError(f"There is no site in {self.path} yet.")
        copy = folder / DATABASE_FILE
        file_modes.create_private_file(copy)
        try:
            with closing(open_sqlite(self.path)) as source, closing(open_sqlite(copy)) as target:
                source.backup(target)  # all pages in one step; writers use the WAL meanwhile
                target.execute("PRAGMA journal_mode = DELETE")  # one file without a WAL
                migrations = [list(row) for row in target.execute(MIGRATIONS)]
        except sqlite3.Error as error:
            raise BackupError(f"The database {self.path} cannot be copied: {error}.") from error
        return {"kind": self.kind, "migrations": migrations}

    @staticmethod
    def check(folder: Path, facts: dict[str, Any]) -> None:
        try:
            with closing(open_sqlite(folder / DATABASE_FILE)) as database:
                results = [line for (line,) in database.execute("PRAGMA integrity_check")]
                migrations = [list(row) for row in database.execute(MIGRATIONS)]
        except sqlite3.Error as error:
            raise BackupError(DAMAGED.format(f"its database cannot be read ({error})")) from error
        if results != ["ok"] or migrations != facts["migrations"]:
            raise BackupError(DAMAGED.format(f"its database is broken ({'; '.join(results[:3])})"))

    def has_data(self) -> bool:
        """A file that SQLite cannot read counts too: it is the database of a broken site."""
        if not (self.path.is_file() and self.path.stat().st_size):
            return False
        try:
            with closing(open_sqlite(self.path)) as database:
                return database.execute(ANY_TABLE).fetchone() is not None
        except sqlite3.Error:
            return True

    def require_unused(self) -> None:
        """Leaving WAL mode fails while another process has the database open."""
        self.connection.close()
        if not self.has_data():
            return
        try:
            with closing(open_sqlite(self.path, seconds=1)) as database:
                database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BackupError(IN_USE) from error
        except sqlite3.DatabaseError:
            return  # the database is broken, which may be the reason for the restore

    def files(self) -> dict[str, Path]:
        journals = {
            DATABASE_FILE + end: self.path.with_name(self.path.name + end)
            for end in JOURNAL_SUFFIXES
        }
        return {DATABASE_FILE: self.path, **journals}

    def load(self, folder: Path, facts: dict[str, Any]) -> None:
        """Migrate the file, which site_restore.py has moved into its place."""
        try:
            call_command("migrate", verbosity=0)
            if "compared" in facts:
                call_command("reindex", stdout=StringIO())
        finally:
            self.connection.close()


def open_sqlite(path: Path, seconds: float = LOCK_WAIT) -> sqlite3.Connection:
    """Open an existing database for writing: SQLite may have to apply a WAL that was left."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=seconds)
