"""A folder of Markdown files becomes articles."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.encoding import iri_to_uri

from articles.models import Article, Page, User
from articles.models.markdown import Dialect
from articles.publishing import rerender
from rendering import File, KnownNames, Target
from transfer import plan
from transfer.links import rewrite
from transfer.links.attachments import Uploads
from transfer.links.targets import Targets
from transfer.plan import Entry
from transfer.reading import source
from transfer.reading.source import Source
from transfer.reading.visibility import day
from transfer.report import Remark, Report, Verdict
from transfer.sites.obsidian import Vault
from transfer.store import Stored, store_article, store_page

WILL_EXPIRE = (
    "it expires on {}, and stays until somebody archives it, or imports the folder after that day"
)
Progress = Callable[[list[Entry]], Iterable[Entry]]


def import_folder(
    folder: Path,
    *,
    author: User,
    dialect: str | None = None,
    topic: str | None = None,
    dry_run: bool = False,
    names: Collection[str] = (),
    progress: Progress = iter,
) -> Report:
    """Bring every Markdown file in, or up to date; with `names` only those. A broken one costs
    no other.

    A dry run does all the work and takes it back, so that its report is the true one.
    """
    root, report = folder.resolve(), Report()
    entries = plan.make(root, dialect, settings.DIALECT, report, names)
    task = Import(
        root=root,
        author=author,
        dialect=dialect,
        topic=topic,
        dry_run=dry_run,
        addresses={path: entry.address for entry in entries for path in entry.paths()},
        coming={e.address: Target(iri_to_uri(e.address), e.title) for e in entries if e.is_open},
        vault=Vault(root, entries),
        report=report,
    )
    for entry in progress(entries):
        task.bring_in(entry)
    task.tell_others()
    return report


@dataclass(frozen=True, slots=True)
class Import:
    root: Path
    author: User
    dialect: str | None
    topic: str | None
    dry_run: bool
    addresses: dict[Path, str]
    coming: dict[str, Target]
    vault: Vault
    report: Report
    changed: list[Article | Page] = field(default_factory=list)
    withdrawn: list[Article | Page] = field(default_factory=list)

    def bring_in(self, entry: Entry) -> None:
        uploads = Uploads(self.root, dry_run=self.dry_run)
        targets = Targets(entry.file, self.root, self.addresses, self.vault, uploads)
        with self.report.skipping(entry.name):
            with transaction.atomic():
                found = source.read(entry.file, self.root, entry.dialect)
                stored = self.store(entry, found, targets)
                if self.dry_run:
                    transaction.set_rollback(True)
            self.note(entry, found, stored, targets)

    def note(self, entry: Entry, found: Source, stored: Stored, targets: Targets) -> None:
        """Tell what became of the file, and remember whom it concerns."""
        thing, problems = stored.thing, targets.problems
        self.report.add(entry.name, stored.verdict)
        if withheld := stored.withheld(found):
            self.report.withheld.append(Remark(entry.name, withheld))
        if thing.has_failed:
            self.report.failed.append(Remark(entry.name, what_failed(thing)))
        elif stored.verdict is not Verdict.UNCHANGED:
            problems += [in_words(w) for w in thing.warnings if not is_about(w, targets.told)]
        if last_day := found.last_day:
            problems.append(WILL_EXPIRE.format(day(last_day)))
        if stored.verdict is not Verdict.UNCHANGED:
            (self.withdrawn if stored.is_withdrawn else self.changed).append(outline(thing))
        self.report.problems += [Remark(entry.name, what) for what in problems]

    def store(self, entry: Entry, found: Source, targets: Targets) -> Stored:
        has_wiki_links = (self.dialect or entry.dialect) == Dialect.COMMONMARK
        said: dict[str, Any] = {
            "title": found.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": rewrite.rewrite(found.body, targets.new_target, wiki=has_wiki_links),
            "language": found.front.language,
            "dialect": self.dialect,
        }
        said = {name: value for name, value in said.items() if value is not None}
        coming = KnownNames(self.coming, {address: File(address) for address in targets.copied})
        if entry.is_page:
            return store_page(entry, found, said, coming)
        if found.front.cover and (cover := targets.cover(found.front.cover)):
            said["cover"] = cover
        return store_article(entry, found, said, coming, author=self.author, topic=self.topic)

    def tell_others(self) -> None:
        """Let the texts that were there before follow."""
        if not self.dry_run:
            rerender.on_published(self.changed)
            rerender.on_removed(thing.get_absolute_url() for thing in self.withdrawn)


def outline(thing: Article | Page) -> Article | Page:
    """As much of it as its names are: a whole library does not fit into memory."""
    names = {"title": thing.title, "slug": thing.slug, "source_path": thing.source_path}
    if isinstance(thing, Page):
        return Page(**names, is_published=thing.is_published)
    return Article(**names, status=thing.status, published_at=thing.published_at)


def what_failed(thing: Article | Page) -> str:
    reason = str(thing.warnings[0]["message"]) if thing.warnings else "it was not rendered"
    kept = "its last good version is shown" if thing.is_public() else "a draft until it can be"
    return f"{reason} ({kept}; the next import and manage.py rerender try again)"


def is_about(warning: dict[str, Any], targets: set[str]) -> bool:
    return str(warning["message"]).rpartition(": ")[2] in targets


def in_words(warning: dict[str, Any]) -> str:
    """What the renderer said."""
    line = f"line {warning['line']}: " if warning["line"] else ""
    return f"{line}{warning['message']}"
