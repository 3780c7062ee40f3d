"""A folder of Markdown files becomes articles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.models import Article, Page, User
from articles.transfer import links, plan, source
from articles.transfer.plan import Entry
from articles.transfer.report import Remark, Report, Verdict
from articles.transfer.storing import store_article, store_page
from articles.transfer.targets import Targets
from articles.transfer.uploads import Uploads

Progress = Callable[[list[Entry]], Iterable[Entry]]


def import_folder(
    folder: Path,
    *,
    author: User,
    dialect: str | None = None,
    topic: str | None = None,
    dry_run: bool = False,
    progress: Progress = iter,
) -> Report:
    """Bring every Markdown file in, or up to date; a broken one costs no other.

    A dry run does all the work and takes it back, so that its report is the true one.
    """
    root, report = folder.resolve(), Report()
    entries = plan.make(root, dialect, settings.DIALECT, report)
    addresses = {path: entry.address for entry in entries for path in entry.paths()}
    task = Import(root, author, dialect, topic, dry_run, addresses, report)
    for entry in progress(entries):
        task.bring_in(entry)
    return report


@dataclass(frozen=True, slots=True)
class Import:
    root: Path
    author: User
    dialect: str | None
    topic: str | None
    dry_run: bool
    addresses: dict[Path, str]
    report: Report

    def bring_in(self, entry: Entry) -> None:
        uploads = Uploads(self.root, dry_run=self.dry_run)
        targets = Targets(entry.file, self.root, self.addresses, uploads)
        with self.report.skipping(entry.name):
            with transaction.atomic():
                stored, verdict = self.store(entry, targets)
                if self.dry_run:
                    transaction.set_rollback(True)
            self.report.add(entry.name, verdict)
            warnings = [] if verdict is Verdict.UNCHANGED else map(in_words, stored.warnings)
            problems = [*targets.problems, *warnings]
            self.report.problems += [Remark(entry.name, what) for what in problems]

    def store(self, entry: Entry, targets: Targets) -> tuple[Article | Page, Verdict]:
        found = source.read(entry.file, self.root, entry.dialect)
        said: dict[str, Any] = {
            "title": found.title,
            "slug": entry.slug,
            "body": links.rewrite(found.body, targets.new_target),
            "language": found.front.language,
            "dialect": self.dialect,
        }
        said = {name: value for name, value in said.items() if value is not None}
        if entry.is_page:
            return store_page(entry, found, said)
        if found.front.cover and (cover := targets.cover(found.front.cover)):
            said["cover"] = cover
        return store_article(entry, found, said, author=self.author, topic=self.topic)


def in_words(warning: dict[str, Any]) -> str:
    """What the renderer said."""
    line = f"line {warning['line']}: " if warning["line"] else ""
    return f"{line}{warning['message']}"
