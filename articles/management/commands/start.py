"""Serve the blog: check the port, migrate, fill an empty site, become the server."""

import os
import secrets
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from articles.models import User
from articles.transfer.importer import import_folder
from blog import environment

WORKERS = 2
ADMIN = "admin"


class Command(BaseCommand):
    help = "Serve the blog. HOST and PORT choose the address (127.0.0.1, 8000)."
    requires_system_checks: list[str] = []  # noqa: RUF012 - they take time and `make check` runs them

    def handle(self, *args: Any, **options: Any) -> None:
        host = environment.text("HOST", "127.0.0.1")
        port = environment.number("PORT", 8000, least=1, most=65535)
        refuse_busy_port(host, port)
        if has_new_migrations():
            self.stdout.write("Preparing the database")
            call_command("migrate", verbosity=0)
        site = f"http://{'localhost' if host in {'0.0.0.0', '::'} else host}:{port}"
        if not User.objects.exists():
            self.first_run(site)
        self.stdout.write(f"Longwave is at {site} (Ctrl+C ends it)")
        self.stdout.flush()
        become_server(host, port)

    def first_run(self, site: str) -> None:
        """Sample articles and an administrator, or neither: an interrupted start begins anew."""
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            admin = User.objects.create_superuser(ADMIN, password=password)
            if environment.flag("LONGWAVE_SAMPLE", default=True):
                self.stdout.write("Importing the sample articles")
                import_folder(settings.BASE / "sample", author=admin)
        self.stdout.write(WELCOME.format(site=site, name=ADMIN, password=password))


WELCOME = """
  ------------------------------------------------------------
   The site:       {site}/
   The admin:      {site}/admin/
   Name:           {name}
   Password:       {password}
   Write the password down: it is shown only now.
  ------------------------------------------------------------
"""


def refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            busy = f"Port {port} on {host} cannot be used ({error.strerror})."
            raise CommandError(f"{busy} Choose another: PORT={port + 1} make run") from error


def has_new_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def become_server(host: str, port: int) -> None:
    """Replace this process, so that signals reach the server itself."""
    connection.close()
    granian = Path(sys.executable).with_name("granian")
    command = [str(granian), "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", "1", "--no-ws"]
    os.execv(granian, [*command, "--log-level", "warning", "blog.wsgi:application"])
