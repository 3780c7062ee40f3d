"""All checks, in the order in which they are told."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from operations.doctor import (
    content_checks,
    database_checks,
    file_checks,
    machine_checks,
    service_checks,
    setting_checks,
)
from operations.doctor.finding import Check, Finding, todo
from operations.doctor.secrets_of_settings import without_secrets


class Subject(NamedTuple):
    """`name` is for programs, `label` for people. `asks`: it needs the database."""

    name: str
    label: str
    check: Check
    asks: bool = False

    @property
    def title(self) -> str:
        return _(self.label)


SUBJECTS = (
    Subject("database", gettext_noop("Database"), database_checks.check_database),
    Subject("replica", gettext_noop("Replica"), database_checks.check_replica),
    Subject("migrations", gettext_noop("Migrations"), database_checks.check_migrations, True),
    Subject("search", gettext_noop("Search index"), content_checks.check_index, True),
    Subject("rendering", gettext_noop("Rendered texts"), content_checks.check_rendering, True),
    Subject("media", gettext_noop("Pictures and files"), content_checks.check_media, True),
    Subject("tasks", gettext_noop("Background tasks"), service_checks.check_tasks, True),
    Subject("backup", gettext_noop("Backup"), service_checks.check_backup, True),
    Subject("mail", gettext_noop("Mail"), service_checks.check_mail),
    Subject("storage", gettext_noop("Storage"), file_checks.check_storage),
    Subject("disk", gettext_noop("Disk space"), file_checks.check_disk),
    Subject("permissions", gettext_noop("Permissions"), file_checks.check_permissions),
    Subject("static", gettext_noop("Static files"), file_checks.check_static_files),
    Subject("fonts", gettext_noop("Fonts"), file_checks.check_fonts),
    Subject("clock", gettext_noop("Clock"), machine_checks.check_clock, True),
    Subject("versions", gettext_noop("Versions"), machine_checks.check_versions),
    Subject("key", gettext_noop("Secret key"), setting_checks.check_key),
    Subject("address", gettext_noop("Web address"), setting_checks.check_address),
    Subject("settings", gettext_noop("Settings"), setting_checks.check_settings),
)


def examine_site() -> Iterator[tuple[Subject, Finding]]:
    """Each finding contains no secret of the settings."""
    is_reachable = not database_checks.connection_failure()
    for subject in SUBJECTS:
        for state, said, advice in findings_of(subject, is_reachable):
            yield subject, Finding(state, without_secrets(said), without_secrets(advice))


def findings_of(subject: Subject, is_reachable: bool) -> Iterator[Finding]:
    if subject.asks and not is_reachable:
        yield database_checks.not_looked_at()
        return
    try:
        yield from subject.check()
    except Exception as error:  # one fault must not hide the others
        fault = _("This could not be looked at: %(error)s") % {"error": said_by(error)}
        yield todo(fault, _("Please report it with this line."))


def said_by(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
