"""manage.py import_redirects: redirects from CSV, _redirects, or the configuration of nginx."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.redirect_files.planning import ImportPlan, plan_redirects
from articles.redirect_files.redirect_forms import file_lines, file_text


class Command(BaseCommand):
    help = (
        "Import redirects from a file: CSV (old,new), _redirects of Netlify or Cloudflare, or map "
        "blocks and rewrites of nginx. Lines that cannot be imported are named with the reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            text = file_text(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        plan = plan_redirects(file_lines(text, file.name))
        if not dry_run:
            plan.carry_out(file.name)
        self.report(plan)
        if dry_run:
            self.stdout.write(_("Nothing was written."))

    def report(self, plan: ImportPlan) -> None:
        for line in plan.refused:
            where = _("line %(number)d") % {"number": line.number}
            self.stdout.write(f"{where}: {line.old} → {line.new}: {line.reason}")
        text = _("%(made)d redirects, %(there)d that were there already, %(refused)d refused")
        numbers = {"made": len(plan.made), "there": len(plan.there), "refused": len(plan.refused)}
        self.stdout.write(text % numbers)
