"""Checks the database, stores and tells what is wrong with it."""

import logging
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.administrators import mail_administrators
from operations.databases import database_size
from operations.models import IntegrityCheck

Kind = IntegrityCheck.Kind
PRAGMAS = {Kind.QUICK: "PRAGMA quick_check(5)", Kind.FULL: "PRAGMA integrity_check(5)"}
CHECKSUM_FAILURES = (
    "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
)
QUICKLY_CHECKED = 200 << 20  # bytes of a database: about a second
JOURNAL_SHOWN = timedelta(days=14)
BROKEN = gettext_lazy("The database is damaged")
ADVICE = gettext_lazy(
    "%(problem)s\n\nDo not write on before you know more: stop the site, and restore the last good "
    "backup if this cannot be corrected. docs/backup.md says how, under “A damaged database”."
)
log = logging.getLogger(__name__)


def check_quickly() -> str:
    """At the start. A large database is checked by the task of the day."""
    return check_integrity(Kind.QUICK) if database_size() < QUICKLY_CHECKED else ""


def check_integrity(kind: Kind) -> str:
    """Return what is wrong, '' if nothing is."""
    try:
        problem = problem_of_database(kind)
    except DatabaseError as error:
        problem = str(error)
    note_damage(kind, problem)
    return problem


def problem_of_database(kind: Kind) -> str:
    """PostgreSQL counts pages whose checksums are wrong, when it reads them."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(PRAGMAS[kind] if is_sqlite else CHECKSUM_FAILURES)
        lines = [str(row[0]) for row in cursor.fetchall()]
    if is_sqlite:
        return "" if lines == ["ok"] else "; ".join(lines)
    failures = int(lines[0]) if lines[0].isdigit() else 0
    return f"PostgreSQL has read {failures} damaged pages." if failures else ""


def note_damage(kind: Kind, problem: str) -> None:
    """Store it, and tell it to the log and by mail."""
    try:
        IntegrityCheck.objects.update_or_create(kind=kind, defaults={"problem": problem})
    except DatabaseError as error:
        problem = problem or str(error)
    if problem:
        log.critical("The database is damaged: %s", problem)
        mail_administrators(BROKEN, lambda: ADVICE % {"problem": problem})


def integrity_warnings() -> list[str]:
    """Sentences for the first page of the admin. One query."""
    found = IntegrityCheck.objects.exclude(problem="")
    return [warning_of(check) for check in found if is_told(check)]


def is_told(check: IntegrityCheck) -> bool:
    return check.kind != Kind.JOURNAL or check.checked_at > timezone.now() - JOURNAL_SHOWN


def warning_of(check: IntegrityCheck) -> str:
    if check.kind == Kind.JOURNAL:
        return check.problem
    return _("The database is damaged: %(problem)s") % {"problem": check.problem}
