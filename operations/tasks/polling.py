"""Asks the database whether a task is due, without Django: queue.py says what is due.

Django and its models would take 100 MB in a process that waits.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import psycopg

TABLE = "django_tasks_database_dbtaskresult"
# The year 9999 stands for tasks without a time.
READY = f"""
SELECT 1 FROM {TABLE}
WHERE status = 'READY' AND (run_after <= {{now}} OR run_after >= {{never}}) LIMIT 1
"""
EXPIRED = f"SELECT 1 FROM {TABLE} WHERE status = 'RUNNING' AND run_after <= {{now}} LIMIT 1"
SQLITE = {"now": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "never": "'9999-01-01'"}
POSTGRESQL = {"now": "now()", "never": "'9999-01-01 00:00Z'"}
LEASES = 15  # looks between two for leases that have expired: no index finds these


class Poll:
    """Call it once a second: whether a task is due."""

    def __init__(self, database: dict[str, Any]) -> None:
        """`database` is an entry of DATABASES."""
        is_sqlite = database["ENGINE"] == "django.db.backends.sqlite3"
        words = SQLITE if is_sqlite else POSTGRESQL
        self.ready, self.expired = READY.format(**words), EXPIRED.format(**words)
        self.finds = SQLiteAsker(database) if is_sqlite else PostgreSQLAsker(database)
        self.looks = 0

    def __call__(self) -> bool:
        is_for_leases = self.looks % LEASES == 0
        self.looks += 1
        return self.finds(self.ready) or (is_for_leases and self.finds(self.expired))

    def close(self) -> None:
        self.finds.close()


class SQLiteAsker:
    """Opens the file each time: a restore replaces it."""

    def __init__(self, database: dict[str, Any]) -> None:
        self.address = f"file:{quote(str(database['NAME']))}?mode=rw"

    def __call__(self, statement: str) -> bool:
        with closing(sqlite3.connect(self.address, uri=True)) as connection:
            return connection.execute(statement).fetchone() is not None

    def close(self) -> None:
        """Nothing is open between two questions."""


class PostgreSQLAsker:
    """Keeps a connection, and opens another one after an error."""

    def __init__(self, database: dict[str, Any]) -> None:
        given = {
            "dbname": database["NAME"],
            "user": database["USER"],
            "password": database["PASSWORD"],
            "host": database["HOST"],
            "port": database["PORT"],
            **database["OPTIONS"],
        }
        self.parameters = {name: v for name, v in given.items() if v and name != "pool"}
        self.connection: psycopg.Connection | None = None

    def __call__(self, statement: str) -> bool:
        try:
            self.connection = self.connection or self.connect()
            return self.connection.execute(statement).fetchone() is not None
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def connect(self) -> psycopg.Connection:
        import psycopg  # 18 MB, which a site on SQLite does not need

        # No prepared statements: PgBouncer may give each question another session.
        return psycopg.connect(**self.parameters, autocommit=True, prepare_threshold=None)
