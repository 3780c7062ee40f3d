"""manage.py run_due_tasks: runs the background tasks that are due, and ends."""

import os
import signal
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from blog import serving_lock
from operations.tasks import queue
from operations.tasks.running import run_due

NICE = 10  # readers come first


class Command(BaseCommand):
    help = "Run the background tasks that are due. Several of these may run at the same time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--linger",
            type=float,
            default=0,
            metavar="SECONDS",
            help="end only when no task has been due for so long",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, lambda *_: sys.exit())
        serving_lock.hold_shared_lock(settings.DATA)
        os.nice(NICE)
        run_due(options["linger"])
        queue.prune()
