"""manage.py audit_log: the entries of the audit log as lines of JSON."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from accounts import audit
from accounts.audit.entries import AuditEntry
from accounts.audit.retention import delete_old_entries

CHUNK = 1000  # rows


class Command(BaseCommand):
    help = "Print the entries of the audit log, the oldest first, each as a line of JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=day, help="such as 2026-01-31: from this day on")
        parser.add_argument(
            "--action", choices=audit.Action.values, help="entries of this action only"
        )
        parser.add_argument(
            "--delete-old",
            action="store_true",
            help="instead, delete entries that are older than LONGWAVE_AUDIT_DAYS",
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["delete_old"]:
            self.stdout.write(f"Deleted {delete_old_entries()} entries.")
            return
        entries = AuditEntry.objects.order_by("pk")
        if options["since"]:
            start = datetime.combine(options["since"], time())
            entries = entries.filter(at__gte=timezone.make_aware(start))
        if options["action"]:
            entries = entries.filter(action=options["action"])
        for entry in entries.iterator(chunk_size=CHUNK):
            self.stdout.write(json.dumps(entry.as_json(), ensure_ascii=False))


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day: write 2026-01-31") from error
