"""manage.py start: checks the port, migrates, fills an empty site, and becomes the server."""

import errno
import os
import secrets
import socket
import sys
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from accounts.audit.append_only import refuses_changes
from articles.cache import triggers
from articles.models import User
from articles.publishing import rerender
from articles.theme_overrides import Theme
from articles.theme_templates import broken_templates
from articles.theme_updates import record_overrides, theme_updates
from articles.theme_warnings import theme_warnings
from blog import environment, file_modes, pgbouncer, serving_lock
from blog.data_settings import GIVEN_ENVIRONMENT
from blog.database_lock import preparing_database
from blog.renamed_variables import renamed_warnings
from operations.backup_error import BackupError
from operations.bucket_check import bucket_problems
from operations.databases.migrations import require_known_migrations
from operations.integrity.integrity_checks import check_quickly, note_damage
from operations.integrity.journal_check import journal_problem
from operations.models import IntegrityCheck
from rendering.worker import idle_pool

WORKERS = 2
# Environment variables of glibc: freed memory returns to the system, which saves a fifth.
MALLOC_SETTINGS = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "1048576"}
ADMIN = "admin"
GUIDE = ("writing.md", "writing.zh.md")
ALL_INTERFACES = {"0.0.0.0", "::"}


class Command(BaseCommand):
    help = "Serve the blog. HOST and PORT choose the address (127.0.0.1, 8000)."
    requires_system_checks: list[str] = []  # noqa: RUF012 - they take time; `make check` runs them

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = free_address()
        journal = journal_problem()
        self.print_warnings()
        self.restrict_file_modes()
        serving_lock.hold_shared_lock(settings.DATA)
        require_known_data()
        site = settings.SITE_URL or f"http://{host_in_browser(host)}:{port}"
        with preparing_database():
            self.prepare(site)
        if pgbouncer.is_unnamed(connection):
            self.stderr.write(f"{pgbouncer.UNNAMED} {pgbouncer.NAME_IT}")
        self.report_damage(journal)
        self.stdout.write(banner(site, host, port))
        self.report_outdated()
        if host in ALL_INTERFACES:
            self.stdout.write("To use another name or number for it, list it in LONGWAVE_HOSTS.")
        self.stdout.flush()
        become_server(host, port)

    def prepare(self, site: str) -> None:
        if has_new_migrations() or not has_triggers():
            self.stdout.write("Preparing the database")
            call_command("migrate", verbosity=0)
        if not User.objects.exists():
            self.first_run(site)

    def print_warnings(self) -> None:
        """Say what does not fit this version, and remember what the theme overrides."""
        theme = [*theme_warnings(), *broken_templates(), *Theme().problems()]
        updates = [f"{update} See: manage.py theme check" for update in theme_updates()]
        for warning in [*renamed_warnings(), *theme, *updates, *bucket_problems()]:
            self.stderr.write(warning)
        with suppress(OSError):  # a read-only theme: the next update is not compared
            record_overrides()

    def restrict_file_modes(self) -> None:
        """Make the data folder private, and say what changed or could not be changed."""
        database = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else ""
        had_uploads = settings.MEDIA_ROOT.is_dir()
        result = file_modes.restrict_modes(settings.DATA, str(database), settings.GROUP)
        if result.was_open and had_uploads and settings.GROUP is None:
            self.stdout.write(CLOSED.format(folder=settings.DATA))
        if result.too_open:
            self.stderr.write(f"{file_modes.open_paths_message(result.too_open)} {NOT_CLOSED}")

    def report_damage(self, journal: str) -> None:
        """Say loudly what is wrong with the database. The site starts: readers can go on."""
        if journal:
            note_damage(IntegrityCheck.Kind.JOURNAL, journal)
        for problem in filter(None, [journal, check_quickly()]):
            self.stderr.write(self.style.ERROR(DAMAGED_DATABASE.format(problem)))

    def report_outdated(self) -> None:
        """Say how many articles should be rendered again."""
        if number := rerender.outdated_count():
            self.stdout.write(DUE.format(number=number))

    def first_run(self, site: str) -> None:
        """Create an administrator and import the samples, in one transaction."""
        from transfer.importer import import_folder  # slow; only the first start needs it

        password, name = secrets.token_urlsafe(12), asked_name()
        with transaction.atomic():
            admin = User.objects.create_superuser(ADMIN, password=password, display_name=name)
            if environment.read_flag("LONGWAVE_SAMPLE", default=True):
                self.stdout.write("Importing the sample articles")
                import_folder(settings.BASE / "sample", author=admin)
                import_folder(
                    settings.BASE / "docs", author=admin, names=GUIDE, dates_of_files=True
                )
        self.stdout.write(WELCOME.format(site=site, name=ADMIN, password=password))
        if not name:
            self.stdout.write(UNNAMED.format(site=site, pk=admin.pk))


CLOSED = (
    "{folder} is open to its owner alone now. A web server that reads the uploads itself needs "
    "LONGWAVE_GROUP: see docs/deploy.md."
)
DAMAGED_DATABASE = "WARNING: {} See “A damaged database” in docs/backup.md."
NOT_CLOSED = (
    "That could not be changed: the files must belong to the account that runs the site, in a "
    "folder of its own, on a file system that knows permissions."
)
DUE = (
    "{number} articles and pages were made by an older renderer, or without all it needs. To bring"
    " them up to date: .venv/bin/python manage.py rerender"
)
NEWER_DATA = (
    "The data of this site were written by a newer version of Longwave, and this one does not "
    "start with them. Nothing was changed. Update Longwave again (docs/install.md), or restore a "
    "backup that was made before the update (docs/backup.md)."
)
WELCOME = """
  ------------------------------------------------------------
   The site:       {site}/
   To write:       {site}/desk/
   The admin:      {site}/admin/
   Name:           {name}
   Password:       {password}
   Write the password down: it is shown only now.
  ------------------------------------------------------------
"""
UNNAMED = (
    "The articles name no author. To sign them, give yourself a name at"
    " {site}/admin/articles/user/{pk}/change/"
)
QUESTION = "Your name, as readers shall see it (leave it empty for none): "


def asked_name() -> str:
    """The name of the author, asked for on a terminal; '' without one."""
    if not sys.stdin.isatty():
        return ""
    try:
        return input(QUESTION).strip()[: User._meta.get_field("display_name").max_length]
    except EOFError:
        return ""


def free_address() -> tuple[str, int]:
    """Return the host and port to serve on. Exit with a message if they cannot be used."""
    try:
        host = environment.read_text("HOST", "127.0.0.1")
        port = environment.read_number("PORT", 8000, least=1, most=65535)
        bind_briefly(host, port)
    except (ImproperlyConfigured, AddressUnavailable) as error:
        sys.exit(str(error))
    return host, port


class AddressUnavailable(Exception):
    pass


def bind_briefly(host: str, port: int) -> None:
    """Bind the address and release it again. Raises AddressUnavailable."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As uvicorn does: connections in TIME_WAIT do not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressUnavailable(bind_error_message(error, host, port)) from error


def bind_error_message(error: OSError, host: str, port: int) -> str:
    if error.errno in {errno.EADDRINUSE, errno.EACCES}:
        why = "is already in use" if error.errno == errno.EADDRINUSE else "is reserved for root"
        other = port + 1 if 1024 <= port < 65535 else 8000
        return f"Port {port} on {host} {why}. Choose another one: PORT={other} make run"
    return f"HOST={host} cannot be used: {error.strerror}."


def banner(site: str, host: str, port: int) -> str:
    """Where readers find the site, and where a web server in front of it finds this one."""
    behind = f"; this server is at {host_in_browser(host)}:{port}" if settings.SITE_URL else ""
    return f"Longwave is at {site}/{behind} (Ctrl+C ends it)"


def host_in_browser(host: str) -> str:
    if host in ALL_INTERFACES:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def require_known_data() -> None:
    """End if a newer version of Longwave has migrated the database."""
    try:
        require_known_migrations(applied_migrations(), NEWER_DATA)
    except BackupError as error:
        sys.exit(str(error))


def applied_migrations() -> list[tuple[str, str]]:
    """Of the apps of this version: others may have been installed once."""
    here = {config.label for config in apps.get_app_configs()}
    return [key for key in MigrationRecorder(connection).applied_migrations() if key[0] in here]


def has_new_migrations() -> bool:
    """Or squashed ones to be recorded: a later version may not have those that they replace."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return True
    return not executor.loader.replacements.keys() <= executor.recorder.applied_migrations().keys()


def has_triggers() -> bool:
    return triggers.is_complete(connection) and refuses_changes(connection)


def become_server(host: str, port: int) -> None:
    """Replace this process by the server, so that signals reach the server."""
    idle_pool.close_all()  # their processes would outlive this program
    connection.close()
    os.chdir(settings.BASE)
    given = MALLOC_SETTINGS | GIVEN_ENVIRONMENT | {"SERVED_HOST": host_in_browser(host)}
    server = ["-m", "blog.serving.run", host, str(port), str(WORKERS), settings.LOG_FORMAT]
    os.execve(sys.executable, [sys.executable, *server], given)
