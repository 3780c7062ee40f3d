"""manage.py run_tasks: runs background tasks until it is stopped."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Run background tasks until stopped. `make run` does so by itself."
    requires_system_checks: list[str] = []  # noqa: RUF012 - nothing here needs them

    def handle(self, *args: Any, **options: Any) -> None:
        """Replace this process by a smaller one, without Django."""
        connection.close()
        os.chdir(settings.BASE)
        os.execv(sys.executable, [sys.executable, "-m", "operations.tasks.watcher"])
