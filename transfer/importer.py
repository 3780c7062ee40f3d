"""Imports a folder of Markdown files: import_folder()."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.encoding import iri_to_uri

from articles.models import Article, Page
from articles.models.markdown import Dialect
from articles.publishing import history, indexing, relate_all, related, rerender, wording
from rendering import File, KnownNames, Target
from rendering.markdown_source import source_links
from transfer import plan
from transfer.article_store import ArticleStore, StoredSource, store_page
from transfer.import_options import ImportOptions
from transfer.import_progress import SILENT_PROGRESS, Progress
from transfer.links.attachments import UploadCopier
from transfer.links.former_addresses import OldAddresses
from transfer.links.local_targets import LinkTargets
from transfer.links.remote_pictures import RemotePictures, remote_cover
from transfer.links.translations import TranslationGroups
from transfer.messages import ImportMessage
from transfer.plan import PlannedFile
from transfer.reading import source_file
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import SourceFile
from transfer.reading.visibility import local_datetime_text
from transfer.report import FileRemark, ImportReport, Verdict
from transfer.restoring.restored_files import RestoredFiles
from transfer.restoring.restored_links import RestoredLinks
from transfer.sites import find_site
from transfer.sites.obsidian import Vault
from transfer.sites.site import Site

MOST_RELATED_AT_ONCE = 200  # articles
MOST_IN_MENU = 5  # pages


def import_folder(
    folder: Path, *, site: Site | None = None, progress: Progress = SILENT_PROGRESS, **chosen: Any
) -> ImportReport:
    """Create or update an article or a page for each Markdown file of a folder.

    `chosen` are the values of ImportOptions. `site` is the one it comes from, if it is known.

    A broken file is reported and does not stop the import. A dry run rolls each transaction back,
    so that its report is that of a real import.
    """
    root, report, options = folder.resolve(), ImportReport(), ImportOptions(**chosen)
    site = site or find_site(root, options.old_address)
    report.system, report.site = site.system, options.name_of(root)
    pictures = RemotePictures(options, report)
    entries = plan.plan_import(root, site, options, report)
    if site.names_are_numbers:
        report.titles = {entry.name: entry.title for entry in entries}
    task = Import(
        root=root,
        site=site,
        options=options,
        addresses={path: entry.address for entry in entries for path in entry.paths()},
        old_addresses=OldAddresses(site, entries, report, names_drafts=options.sees_everything),
        coming={
            e.address: Target(iri_to_uri(e.address), e.title) for e in entries if e.is_readable
        },
        new_pages=sum(entry.is_page and not entry.pk for entry in entries),
        drafts=frozenset(e.address for e in entries if not e.is_readable),
        vault=Vault(root, entries, {e.file: site.link_names(e.text) for e in entries if e.text}),
        uploads=UploadCopier(
            root, site.file_roots(), dry_run=options.dry_run, owner=options.author
        ),
        report=report,
        store=ArticleStore(options, report, pictures),
        pictures=pictures,
    )
    with related.postpone() as changed:
        for entry in progress.files(entries):
            task.import_file(entry)
    task.finish()
    if not options.dry_run:
        find_related(changed | without_relations(entries))
    pictures.finish(progress)
    return report


def find_related(articles: set[int]) -> None:
    """Find related articles: of a few at once, of many in the background."""
    if len(articles) > MOST_RELATED_AT_ONCE:
        relate_all.relate_all.enqueue()
    else:
        related.relate_each(list(articles))


def without_relations(entries: list[PlannedFile]) -> set[int]:
    """Return the articles of an earlier import that ended before it found related ones."""
    keys = [entry.pk for entry in entries if entry.pk and not entry.is_page]
    lacking = Article.objects.released().filter(keywords=None)
    return set(lacking.values_list("pk", flat=True)).intersection(keys)


@dataclass(frozen=True, slots=True)
class Import:
    root: Path
    site: Site
    options: ImportOptions
    addresses: dict[Path, str]
    old_addresses: OldAddresses
    coming: dict[str, Target]
    drafts: frozenset[str]
    new_pages: int
    vault: Vault
    uploads: UploadCopier
    report: ImportReport
    store: ArticleStore
    pictures: RemotePictures
    translations: TranslationGroups = field(default_factory=TranslationGroups)
    restored_links: RestoredLinks = field(default_factory=RestoredLinks)
    changed: list[Article | Page] = field(default_factory=list)
    withdrawn: list[Article | Page] = field(default_factory=list)

    def import_file(self, entry: PlannedFile) -> None:
        targets = LinkTargets(
            entry, self.root, self.addresses, self.old_addresses, self.vault, self.uploads
        )
        with self.report.skipping(entry.name):
            with transaction.atomic():
                title = self.site.file_title(entry.file)
                source = source_file.read_source(entry.file, self.root, entry.dialect, title)
                source = source.withheld_because(entry.withheld)
                with (
                    history.change(self.options.importer, "imported"),
                    indexing.batch_index_updates(),
                ):
                    stored = self.store_file(entry, source, targets)
                if self.options.dry_run:
                    transaction.set_rollback(True)
            self.report_result(entry, source, stored, targets)
            self.old_addresses.redirect(stored.thing, entry)

    def report_result(
        self,
        entry: PlannedFile,
        source: SourceFile,
        stored: StoredSource,
        targets: LinkTargets,
    ) -> None:
        """Report the result for a file, and remember the articles whose links may change."""
        thing, is_unchanged = stored.thing, stored.verdict is Verdict.UNCHANGED
        problems = [*filter(None, [entry.remark, stored.edit]), *source.problems, *targets.problems]
        self.report.add(entry.name, stored.verdict)
        if withheld := stored.withheld(source):
            self.report.withheld.append(FileRemark(entry.name, withheld))
        if thing.has_failed:
            self.report.failed.append(FileRemark(entry.name, failure_in_words(thing)))
        elif not is_unchanged:
            above = 0 if self.site.names_are_numbers else source.lines_before
            problems += warnings_in_words(thing, targets.reported, above)
        if expiry_date := source.expiry_date:
            problems.append(ImportMessage("will-expire", date=local_datetime_text(expiry_date)))
        if not is_unchanged:
            (self.withdrawn if stored.is_withdrawn else self.changed).append(with_names_only(thing))
        self.translations.add(entry.translation_key, thing)
        if source.own:
            self.restored_links.add(thing, source.own)
        else:
            self.pictures.note(entry.name, thing, remote_cover(source.front.cover))
            self.report.count_keys(source.front.unknown_keys)
        self.report.problems += [FileRemark(entry.name, what) for what in problems]
        self.report.files += len(targets.copied)

    def store_file(
        self, entry: PlannedFile, source: SourceFile, targets: LinkTargets
    ) -> StoredSource:
        if source.own:
            return self.restore_file(entry, source, source.own, targets)
        dialect = self.options.dialect
        has_wiki_links = (dialect or entry.dialect) == Dialect.COMMONMARK
        stated: dict[str, Any] = {
            "title": source.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": source_links.rewrite_links(
                self.site.plain_text(source.body), targets.new_target, wiki=has_wiki_links
            ),
            "language": entry.language,
            "dialect": dialect,
        }
        stated = {name: value for name, value in stated.items() if value is not None}
        files = {address: File(address) for address in targets.copied}
        coming = KnownNames(self.coming, files, self.drafts)
        if entry.is_page:
            self.options.check_may_write_pages()
            body = self.pictures.body_with_copies(stated["body"], self.options.author)
            stated["body"] = body
            return store_page(entry, source, stated, coming, in_menu=self.fills_no_menu)
        cover = source.front.cover
        if cover and not remote_cover(cover) and (copy := targets.copy_cover(cover)):
            stated["cover"] = copy
        return self.store.store(entry, source, stated, coming)

    def restore_file(
        self, entry: PlannedFile, source: SourceFile, own: OwnValues, targets: LinkTargets
    ) -> StoredSource:
        """Store a file that this system wrote. Only links that lead nowhere on the site change."""
        files = RestoredFiles(
            entry.file.parent,
            self.root,
            own.files,
            self.options.author,
            dry_run=self.options.dry_run,
        )
        files.add_missing()
        targets.problems.extend(files.problems)
        body = files.body(source.body)
        if not self.site.is_exact:
            body = source_links.rewrite_links(body, targets.target_beside, wiki=True)
        stated = {
            "title": source.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": body,
        }
        targets.copied.update(files.copied)
        coming = KnownNames(self.coming, {each: File(each) for each in targets.copied}, self.drafts)
        if entry.is_page:
            self.options.check_may_write_pages()
            return store_page(entry, source, stated, coming, in_menu=True)
        stated["cover"] = files.cover(source.front.cover)
        return self.store.store(entry, source, stated, coming)

    @property
    def fills_no_menu(self) -> bool:
        """Whether so few pages come that all can be in the menu."""
        return self.new_pages <= MOST_IN_MENU

    def finish(self) -> None:
        """Do what needs all articles: redirects, translations, links to new and removed ones."""
        if not self.fills_no_menu:
            note = ImportMessage("pages-not-in-menu", number=self.new_pages)
            self.report.notes.append(note)
        notes = (ImportMessage(f"site-{note.code}", detail=note.detail) for note in self.site.notes)
        self.report.notes += notes
        if self.options.dry_run:
            self.report.redirects = self.old_addresses.planned
            return
        self.old_addresses.store()
        with history.change(self.options.importer, "imported"):
            self.translations.link()
            self.restored_links.store()
        rerender.on_published(self.changed)
        rerender.on_removed(thing.get_absolute_url() for thing in self.withdrawn)


def with_names_only(thing: Article | Page) -> Article | Page:
    """Return a copy with the names that links use, without the text, to save memory."""
    names = {"title": thing.title, "slug": thing.slug, "source_path": thing.source_path}
    if isinstance(thing, Page):
        return Page(**names, is_published=thing.is_published)
    return Article(**names, status=thing.status, published_at=thing.published_at)


def failure_in_words(thing: Article | Page) -> ImportMessage:
    reason = wording.worded(thing.warnings[0]) if thing.warnings else ImportMessage("not-rendered")
    return ImportMessage("failed-kept" if thing.is_public() else "failed-draft", reason=reason)


def warnings_in_words(
    thing: Article | Page, reported: set[str], lines_before: int
) -> list[ImportMessage]:
    """Return the warnings of the renderer, without those about targets that are reported.

    Their lines are those of the file, in which the text has `lines_before` it.
    """
    return [
        ImportMessage.worded(
            warning.get("code", ""), wording.warning_in_words(in_file(warning, lines_before))
        )
        for warning in thing.warnings
        if wording.quote_of(warning) not in reported
    ]


def in_file(warning: Mapping[str, Any], lines_before: int) -> dict[str, Any]:
    line = warning["line"]
    return {**warning, "line": line and line + lines_before}
