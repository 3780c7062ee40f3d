"""Whether PgBouncer is between this site and PostgreSQL, and whether the settings know it."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_noop

UNNAMED = gettext_noop(
    "A program such as PgBouncer is between this site and PostgreSQL, and DATABASE_URL does not say"
    " so: queries may fail."
)
NAME_IT = gettext_noop("Write ?pgbouncer=true at the end of DATABASE_URL (docs/deploy.md).")


def is_behind_pgbouncer(connection: BaseDatabaseWrapper) -> bool:
    """Whether the address of the database says so (blog/data_settings.py)."""
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def has_pooler(connection: BaseDatabaseWrapper) -> bool:
    """Whether a program in between gives the transactions of this connection to sessions.

    PgBouncer tells its clients a number of its own in place of that of PostgreSQL's process.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        raw: Any = connection.connection
        return bool(cursor.fetchone()[0] != raw.info.backend_pid)


def is_unnamed(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is one that the address of the database does not tell of."""
    return not is_behind_pgbouncer(connection) and has_pooler(connection)
