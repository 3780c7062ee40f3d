"""Whether the database answers, and whether its tables are those of this version."""

import sqlite3
from collections.abc import Iterator

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from articles.models import SiteVersion
from blog import pgbouncer
from blog.data_settings import REPLICA_ALIAS
from operations.databases import database_size
from operations.databases.migrations import known_migrations
from operations.doctor.finding import Finding, good, note, todo

PATIENCE = 3  # seconds
REPLICA_STATE = """
SELECT pg_is_in_recovery(), extract(epoch FROM now() - pg_last_xact_replay_timestamp())
"""
CONNECTION = ("host", "port", "user", "password", "dbname")


def connection_failure() -> str:
    """Why the database does not answer; '' if it does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return reason_of(error)
    return ""


def reason_of(error: Error, used: BaseDatabaseWrapper | None = None) -> str:
    """What PostgreSQL says to one connection: a pool tells only that it has none."""
    used = used or connections[DEFAULT_DB_ALIAS]
    if used.vendor != "postgresql":
        return str(error)
    given = used.get_connection_params()
    try:
        psycopg.connect(
            **{name: given[name] for name in CONNECTION if given.get(name)},
            connect_timeout=PATIENCE,
        ).close()
    except psycopg.Error as refusal:
        return str(refusal).splitlines()[0]
    return str(error)


def check_database() -> Iterator[Finding]:
    if reason := connection_failure():
        advice = _("Start the database, or correct DATABASE_URL (docs/configure.md).")
        yield todo(_("It cannot be reached: %(reason)s") % {"reason": reason}, advice)
        return
    said = f"{connection.display_name} {version()}, {filesizeformat(database_size())}"
    if pgbouncer.is_behind_pgbouncer(connection):
        said = _("%(database)s, by PgBouncer") % {"database": said}
    yield good(said)
    if pgbouncer.is_unnamed(connection):
        yield todo(_(pgbouncer.UNNAMED), _(pgbouncer.NAME_IT))


def not_looked_at() -> Finding:
    return note(_("Not looked at, because the database cannot be reached."))


def check_replica() -> Iterator[Finding]:
    """Nothing without a replica."""
    if REPLICA_ALIAS not in settings.DATABASES:
        return
    if connection_failure():
        yield not_looked_at()
        return
    used = connections[REPLICA_ALIAS]
    try:
        is_standby, seconds = replica_state(used)
    except Error as error:
        said = _("It cannot be reached: %(reason)s") % {"reason": reason_of(error, used)}
        advice = _(
            "Start the replica, or correct DATABASE_REPLICA_URL. Until then the primary does all."
        )
        yield todo(said, advice)
        return
    if not is_standby:
        said = _("DATABASE_REPLICA_URL leads to no replica, but to a database of its own.")
        yield todo(said, _("Write the address of the replica, or remove DATABASE_REPLICA_URL."))
    elif seconds:
        said = _("It is %(number)s seconds behind; until it is not, the primary builds all pages.")
        yield note(said % {"number": seconds})
    else:
        yield good(_("It has all that the primary has."))


def replica_state(used: BaseDatabaseWrapper) -> tuple[bool, int]:
    """Whether it follows another database, and by how many seconds what readers see is behind."""
    with used.cursor() as cursor:
        cursor.execute(REPLICA_STATE)
        is_standby, seconds = cursor.fetchone()
        cursor.execute("SELECT sum(number) FROM articles_siteversion")
        is_behind = int(cursor.fetchone()[0] or 0) != SiteVersion.current()
    return is_standby, max(int(seconds or 0), 1) if is_behind else 0


def version() -> str:
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0]).split()[0]


def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    known = known_migrations()
    ours = {app for app, _name in known}
    newer = set(executor.loader.applied_migrations) - known
    unknown = sorted(f"{app} {name}" for app, name in newer if app in ours)
    if unknown:
        yield todo(
            _("The data is of a newer version: %(names)s") % {"names": ", ".join(unknown)},
            _("Use that version, or restore a backup of this one."),
        )
    if waiting:
        said = _("%(number)s of them are not applied.") % {"number": len(waiting)}
        yield todo(said, _("Back up, then: manage.py migrate"))
    if not unknown and not waiting:
        yield good(_("All of them are applied."))
