"""SQLite: the file, as its online backup copies it in one step while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

from blog import file_modes
from operations.manifest import DAMAGED
from operations.refusal import Refusal

NAME = "longwave.sqlite3"
SECONDS = 20  # to wait for somebody who writes
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
BESIDE = ("-wal", "-shm", "-journal")
IN_USE = "The database is in use: stop the site, and whatever else has it open."


class SQLite:
    kind = "sqlite"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.path = Path(str(connection.settings_dict["NAME"]))

    def dump(self, folder: Path) -> dict[str, Any]:
        if not self.has_data():
            raise Refusal(f"There is no site in {self.path} yet.")
        copy = folder / NAME
        file_modes.create_private_file(copy)
        try:
            with closing(opened(self.path)) as source, closing(opened(copy)) as target:
                source.backup(target)  # all in one step: others go on writing to the log
                target.execute("PRAGMA journal_mode = DELETE")  # one file again
                migrations = [list(row) for row in target.execute(MIGRATIONS)]
        except sqlite3.Error as error:
            raise Refusal(f"The database {self.path} cannot be copied: {error}.") from error
        return {"kind": self.kind, "migrations": migrations}

    def check(self, folder: Path, facts: dict[str, Any]) -> None:
        try:
            with closing(opened(folder / NAME)) as database:
                said = [line for (line,) in database.execute("PRAGMA integrity_check")]
                migrations = [list(row) for row in database.execute(MIGRATIONS)]
        except sqlite3.Error as error:
            raise Refusal(DAMAGED.format(f"its database cannot be read ({error})")) from error
        if said != ["ok"] or migrations != facts["migrations"]:
            raise Refusal(DAMAGED.format(f"its database is broken ({'; '.join(said[:3])})"))

    def has_data(self) -> bool:
        """A file that cannot be read is taken for a site that is broken."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def refuse_others(self) -> None:
        """Leaving the log behind takes a database that nobody else has open."""
        self.connection.close()
        if not self.has_data():
            return
        try:
            with closing(opened(self.path, seconds=1)) as database:
                database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise Refusal(IN_USE) from error
        except sqlite3.DatabaseError:
            return  # broken: that may be why a backup is restored

    def files(self) -> dict[str, Path]:
        beside = {NAME + end: self.path.with_name(self.path.name + end) for end in BESIDE}
        return {NAME: self.path, **beside}

    def load(self, folder: Path, facts: dict[str, Any]) -> None:
        """The file is in its place already."""
        try:
            call_command("migrate", verbosity=0)
        finally:
            self.connection.close()


def opened(path: Path, seconds: float = SECONDS) -> sqlite3.Connection:
    """One that exists; it may be written to, since a log that was left behind is read into it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=seconds)
