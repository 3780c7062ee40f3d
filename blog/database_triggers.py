"""Groups of database triggers that `manage.py migrate` installs.

SQLite drops the triggers of a table when a migration rebuilds that table, so they are installed
after each run and not by a migration.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2s

from django.db.backends.base.base import BaseDatabaseWrapper

SELECT_TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


@dataclass(frozen=True, slots=True)
class TriggerGroup:
    """Triggers whose names begin with `prefix`.

    A statement has `{name}` in the place of the name of its trigger. `functions` is SQL that
    PostgreSQL runs before the statements.
    """

    prefix: str
    statements: tuple[str, ...]
    functions: str = ""

    def install(self, connection: BaseDatabaseWrapper, tables: Collection[str]) -> None:
        """Replace the triggers unless they are complete. Without all `tables`, there are none."""
        if self.are_complete(connection):
            return
        self.uninstall(connection)
        if not set(tables).issubset(connection.introspection.table_names()):
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(self.functions)
            for name, statement in self.expected().items():
                cursor.execute(statement.format(name=name))

    def uninstall(self, connection: BaseDatabaseWrapper) -> None:
        on_table = " ON {table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            for name, table in self.installed(connection).items():
                cursor.execute(f"DROP TRIGGER {name}" + on_table.format(table=table))

    def are_complete(self, connection: BaseDatabaseWrapper) -> bool:
        return self.installed(connection).keys() == self.expected().keys()

    def installed(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Table by name of each installed trigger."""
        with connection.cursor() as cursor:
            cursor.execute(SELECT_TRIGGERS[connection.vendor])
            return {
                name: table for name, table in cursor.fetchall() if name.startswith(self.prefix)
            }

    def expected(self) -> dict[str, str]:
        """Statement by name. A name contains the digest of its statement."""
        return {self.prefix + self.digest(each): each for each in self.statements}

    def digest(self, statement: str) -> str:
        return blake2s((statement + self.functions).encode(), digest_size=8).hexdigest()
