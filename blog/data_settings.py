"""Where the site keeps its data, read from the environment: the data folder and the database.

The process that watches for background tasks reads this alone: Django's settings would cost it
15 MB.
"""

import os
import sys
from pathlib import Path
from socket import gethostname
from typing import Any

from dotenv import load_dotenv

from blog import environment
from blog.environment import PGBOUNCER

BASE = Path(__file__).resolve().parent.parent
# Without what is in .env: a server that is restarted reads that again.
GIVEN_ENVIRONMENT = dict(os.environ)
load_dotenv(BASE / ".env")

POSTGRESQL = "django.db.backends.postgresql"
REPLICA = "DATABASE_REPLICA_URL"
REPLICA_ALIAS = "replica"  # in DATABASES, beside "default"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # With FULL, what was saved is on the disk, and a power cut does not lose it. Requests of
    # readers use NORMAL (blog/database.py).
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# JIT is off: it takes longer to compile a query than to run the slowest one (a search).
# Keepalives and tcp_user_timeout notice within 30 seconds that the server is unreachable.
POSTGRES_OPTIONS: dict[str, Any] = {
    "pool": {"min_size": 2, "max_size": 10, "reconnect_timeout": 3},
    "options": "-c jit=off",
    # `manage.py restore` looks for this name in pg_stat_activity.
    "application_name": f"longwave {gethostname()[:40]} {os.getpid()}",
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}


def use_single_connections() -> None:
    """For commands: without a pool, which tries for 30 seconds and does not say why it fails."""
    POSTGRES_OPTIONS.pop("pool", None)


def leave_out_postgresql() -> None:
    """For a site on SQLite: the admin theme imports these fields where they are, and psycopg.

    That takes 10 MB of memory and a tenth of a second in each process.
    """
    sys.modules.setdefault("django.contrib.postgres.fields", None)  # type: ignore[arg-type]


def read_data_folder() -> Path:
    return environment.read_folder("LONGWAVE_DATA", str(BASE / "var"))


def read_database_settings(data: Path) -> dict[str, Any]:
    """An entry of DATABASES: SQLite in the data folder, or what DATABASE_URL names."""
    found: dict[str, Any] = environment.read_database("DATABASE_URL") or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data / "longwave.sqlite3"),
    }
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Opening a connection takes longer than a query.
        return {**found, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    return postgres_settings(found)


def read_replica_settings(primary: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The entry of the replica in DATABASES; none if DATABASE_REPLICA_URL is not set."""
    found: dict[str, Any] | None = environment.read_database(REPLICA)
    if found is None:
        return {}
    if found["ENGINE"] != POSTGRESQL or primary["ENGINE"] != POSTGRESQL:
        advice = "it is for PostgreSQL, also in DATABASE_URL"
        raise environment.bad_value(REPLICA, environment.hide_password(os.environ[REPLICA]), advice)
    return {REPLICA_ALIAS: {**postgres_settings(found), "TEST": {"MIRROR": "default"}}}


def postgres_settings(found: dict[str, Any]) -> dict[str, Any]:
    given = dict(found.get("OPTIONS", {}))
    if given.pop(PGBOUNCER, False):
        return for_pgbouncer(found, given)
    return {**found, "OPTIONS": {**POSTGRES_OPTIONS, **given}}


def for_pgbouncer(found: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """An entry of DATABASES that asks for nothing that lasts longer than a transaction.

    In transaction mode the next transaction may get another session: without the cursors and
    prepared statements of this one. PgBouncer refuses `options` at the start.
    """
    options = {name: value for name, value in POSTGRES_OPTIONS.items() if name != "options"}
    options |= {"prepare_threshold": None, **given}
    return {**found, "OPTIONS": options, "DISABLE_SERVER_SIDE_CURSORS": True}
