"""The clock, and the versions of Python and of packages."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from blog import VERSION
from operations.doctor.finding import Finding, good, note, todo

MOST_APART = timedelta(seconds=5)
FUTURE = timedelta(minutes=1)
SYNCHRONIZED = ("timedatectl", "show", "--property=NTPSynchronized", "--value")
OLDEST_PYTHON = (3, 11)
LOCK = "locks/requirements.txt"
# A package with a condition after `;` is not for every system.
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)( *;)?", re.MULTILINE)
MOST_NAMED = 5


def check_clock() -> Iterator[Finding]:
    now = timezone.now()
    advice = _("Set the clock: timedatectl set-ntp true")
    last = Article.objects.aggregate(last=Max("updated_at"))["last"]
    apart = abs(database_time() - timezone.now())
    if last and last > now + FUTURE:
        said = _("It says %(now)s, but an article was changed later: %(last)s")
        yield todo(said % {"now": f"{now:%F %T} UTC", "last": f"{last:%F %T} UTC"}, advice)
    elif apart > MOST_APART:
        said = _("It is %(seconds)s seconds from that of the database.")
        yield todo(said % {"seconds": round(apart.total_seconds())}, advice)
    elif synchronized() == "no":
        yield note(
            _("It says %(now)s, and no server sets it.") % {"now": f"{now:%F %T} UTC"}, advice
        )
    else:
        yield good(_("It says %(now)s.") % {"now": f"{now:%F %T} UTC"})


def database_time() -> datetime:
    """SQLite has the clock of this machine."""
    if connection.vendor == "sqlite":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def synchronized() -> str:
    """'yes', 'no', or '' where nobody can say."""
    try:
        done = subprocess.run(SYNCHRONIZED, capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def check_versions() -> Iterator[Finding]:
    python = sys.version.split()[0]
    if sys.version_info < OLDEST_PYTHON:
        yield todo(f"Python {python}", _("Longwave needs Python 3.11 or newer."))
    lock = (settings.BASE / LOCK).read_text(encoding="utf-8")
    pins = PINNED.findall(lock)
    others = [line for name, version, marker in pins if (line := difference(name, version, marker))]
    if others:
        named = ", ".join(others[:MOST_NAMED])
        said = _("%(number)s packages differ from %(file)s: %(names)s")
        advice = _("Run make setup, and restart the site.")
        yield todo(said % {"number": len(others), "file": LOCK, "names": named}, advice)
    else:
        said = _("Longwave %(ours)s, Python %(python)s; %(number)s packages as in %(file)s")
        values = {"ours": VERSION, "python": python, "number": len(pins), "file": LOCK}
        yield good(said % values)


def difference(name: str, version: str, marker: str) -> str:
    """How the installed package differs from its pin; '' if it does not."""
    try:
        found = installed_version(name)
    except PackageNotFoundError:
        return "" if marker else f"{name} ({version}, –)"
    return "" if found == version else f"{name} ({version}, {found})"
