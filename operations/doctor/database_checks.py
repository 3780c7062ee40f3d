"""Whether the database answers, and whether its tables are those of this version."""

import sqlite3
from collections.abc import Iterator

import psycopg
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from blog import pgbouncer
from operations.databases import database_size
from operations.databases.migrations import known_migrations
from operations.doctor.finding import Finding, good, todo

PATIENCE = 3  # seconds
CONNECTION = ("host", "port", "user", "password", "dbname")


def connection_failure() -> str:
    """Why the database does not answer; '' if it does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return reason_of(error)
    return ""


def reason_of(error: Error) -> str:
    """What PostgreSQL says to one connection: a pool tells only that it has none."""
    if connection.vendor != "postgresql":
        return str(error)
    given = connection.get_connection_params()
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
