"""Imports a folder of Markdown files: import_folder()."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.encoding import iri_to_uri

from articles.models import Article, Page, User
from articles.models.markdown import Dialect
from articles.publishing import history, rerender, wording
from rendering import File, KnownNames, Target
from rendering.markdown_source import source_links
from transfer import plan
from transfer.article_store import StoredSource, store_article, store_page
from transfer.links.attachments import UploadCopier
from transfer.links.local_targets import LinkTargets
from transfer.plan import PlannedFile
from transfer.reading import source_file
from transfer.reading.source_file import SourceFile
from transfer.reading.visibility import local_datetime_text
from transfer.report import FileRemark, ImportReport, Verdict
from transfer.sites.obsidian import Vault

WILL_EXPIRE = (
    "it expires on {}, and stays until somebody archives it, or imports the folder after that day"
)
Progress = Callable[[list[PlannedFile]], Iterable[PlannedFile]]


def import_folder(
    folder: Path,
    *,
    author: User,
    dialect: str | None = None,
    topic: str | None = None,
    dry_run: bool = False,
    names: Collection[str] = (),
    progress: Progress = iter,
) -> ImportReport:
    """Create or update an article or a page for each Markdown file of a folder.

    `names` limits this to files with these relative paths. `topic` is for articles without one, and
    `dialect` for all files; by default it is detected. A broken file is reported and does not stop
    the import. A dry run rolls each transaction back, so that its report is that of a real import.
    """
    root, report = folder.resolve(), ImportReport()
    entries = plan.plan_import(root, dialect, settings.DIALECT, report, names)
    task = Import(
        root=root,
        author=author,
        dialect=dialect,
        topic=topic,
        dry_run=dry_run,
        addresses={path: entry.address for entry in entries for path in entry.paths()},
        coming={
            e.address: Target(iri_to_uri(e.address), e.title) for e in entries if e.is_readable
        },
        vault=Vault(root, entries),
        report=report,
    )
    for entry in progress(entries):
        task.import_file(entry)
    task.rerender_linking_texts()
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
    report: ImportReport
    changed: list[Article | Page] = field(default_factory=list)
    withdrawn: list[Article | Page] = field(default_factory=list)

    def import_file(self, entry: PlannedFile) -> None:
        uploads = UploadCopier(self.root, dry_run=self.dry_run, owner=self.author)
        targets = LinkTargets(entry.file, self.root, self.addresses, self.vault, uploads)
        with self.report.skipping(entry.name):
            with transaction.atomic():
                source = source_file.read_source(entry.file, self.root, entry.dialect)
                with history.change(self.author, "imported"):
                    stored = self.store(entry, source, targets)
                if self.dry_run:
                    transaction.set_rollback(True)
            self.report_result(entry, source, stored, targets)

    def report_result(
        self, entry: PlannedFile, source: SourceFile, stored: StoredSource, targets: LinkTargets
    ) -> None:
        """Report the result for a file, and remember the articles whose links may change."""
        thing, problems = stored.thing, targets.problems
        self.report.add(entry.name, stored.verdict)
        if withheld := stored.withheld(source):
            self.report.withheld.append(FileRemark(entry.name, withheld))
        if thing.has_failed:
            self.report.failed.append(FileRemark(entry.name, failure_in_words(thing)))
        elif stored.verdict is not Verdict.UNCHANGED:
            problems += [
                wording.warning_in_words(w)
                for w in thing.warnings
                if not concerns_target(w, targets.reported)
            ]
        if expiry_date := source.expiry_date:
            problems.append(WILL_EXPIRE.format(local_datetime_text(expiry_date)))
        if stored.verdict is not Verdict.UNCHANGED:
            (self.withdrawn if stored.is_withdrawn else self.changed).append(with_names_only(thing))
        self.report.problems += [FileRemark(entry.name, what) for what in problems]

    def store(self, entry: PlannedFile, source: SourceFile, targets: LinkTargets) -> StoredSource:
        has_wiki_links = (self.dialect or entry.dialect) == Dialect.COMMONMARK
        stated: dict[str, Any] = {
            "title": source.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": source_links.rewrite_links(
                source.body, targets.new_target, wiki=has_wiki_links
            ),
            "language": source.front.language,
            "dialect": self.dialect,
        }
        stated = {name: value for name, value in stated.items() if value is not None}
        coming = KnownNames(self.coming, {address: File(address) for address in targets.copied})
        if entry.is_page:
            return store_page(entry, source, stated, coming)
        if source.front.cover and (cover := targets.copy_cover(source.front.cover)):
            stated["cover"] = cover
        return store_article(entry, source, stated, coming, author=self.author, topic=self.topic)

    def rerender_linking_texts(self) -> None:
        """Render articles again that link to new or removed ones."""
        if not self.dry_run:
            rerender.on_published(self.changed)
            rerender.on_removed(thing.get_absolute_url() for thing in self.withdrawn)


def with_names_only(thing: Article | Page) -> Article | Page:
    """Return a copy with the names that links use, without the text, to save memory."""
    names = {"title": thing.title, "slug": thing.slug, "source_path": thing.source_path}
    if isinstance(thing, Page):
        return Page(**names, is_published=thing.is_published)
    return Article(**names, status=thing.status, published_at=thing.published_at)


def failure_in_words(thing: Article | Page) -> str:
    reason = wording.worded(thing.warnings[0]) if thing.warnings else "it was not rendered"
    kept = "its last good version is shown" if thing.is_public() else "a draft until it can be"
    return f"{reason} ({kept}; the next import and manage.py rerender try again)"


def concerns_target(warning: dict[str, Any], targets: set[str]) -> bool:
    return wording.quote_of(warning) in targets
