"""What must hold before requests are sent to this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import Error, connection

from blog.database import DATABASE_GUARD, READER_LOCK_WAIT, set_sqlite_timeout
from blog.stopping import STOPPING

LONGEST_TICKS = 10  # of blog.database, a tenth of a second each: the database answers in one second
APPLIED = "SELECT app, name FROM django_migrations"


def unmet_conditions() -> list[str]:
    """Return a word for each condition that does not hold, most important first. Empty: ready."""
    found = ["stopping"] if STOPPING.is_set() else []
    found += database_conditions()
    if not Path(settings.STATIC_ROOT, "staticfiles.json").is_file():
        found.append("static files")
    return found


def database_conditions() -> list[str]:
    """One query: the database answers it, and says which migrations were applied."""
    if DATABASE_GUARD.is_unreachable:
        return ["database"]
    DATABASE_GUARD.start()
    set_sqlite_timeout(READER_LOCK_WAIT)
    try:
        with DATABASE_GUARD.limiting(LONGEST_TICKS, LONGEST_TICKS), connection.cursor() as cursor:
            cursor.execute(APPLIED)
            applied = set(cursor.fetchall())
    except Error:
        return ["database"]
    return [] if needed_migrations() <= applied else ["migrations"]


@cache
def needed_migrations() -> frozenset[tuple[str, str]]:
    """App and name of each migration of this version, by the names of their files.

    A squashed one is not needed as long as those that it replaces are there.
    """
    files = {
        (app.label, found.name)
        for app in apps.get_app_configs()
        for found in iter_modules([str(Path(app.path, "migrations"))])
        if not found.ispkg and found.name[0] not in "_~"
    }
    return frozenset(key for key in files if (key[0], last_of_squashed(key[1])) not in files)


def last_of_squashed(name: str) -> str:
    """`0001_squashed_0027_names_in_order` replaces those up to `0027_names_in_order`."""
    return name.partition("_squashed_")[2]
