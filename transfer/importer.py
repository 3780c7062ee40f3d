"""Imports a folder of Markdown files: import_folder()."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.encoding import iri_to_uri

from articles.models import Article, Page
from articles.publishing import history, indexing, relate_all, related, rerender
from articles.publishing.link_resolver import known_names_of_each
from articles.publishing.macros import site_macros
from rendering import Target
from transfer import plan
from transfer.article_store import ArticleStore
from transfer.file_reader import FileReader
from transfer.import_options import ImportOptions
from transfer.import_progress import SILENT_PROGRESS, Progress
from transfer.links.attachments import UploadCopier
from transfer.links.coming_texts import ComingTexts
from transfer.links.former_addresses import OldAddresses
from transfer.links.linked_places import LinkedPlaces
from transfer.links.remote_pictures import RemotePictures, remote_cover
from transfer.links.translations import TranslationGroups
from transfer.messages import ImportMessage
from transfer.plan import PlannedFile
from transfer.read_files import ReadFile, batches_of_files
from transfer.reading.visibility import local_datetime_text
from transfer.report import FileRemark, ImportReport, Verdict
from transfer.restoring.restored_files import OwnLibrary
from transfer.restoring.restored_links import RestoredLinks
from transfer.restoring.restored_site import RestoredSite
from transfer.sites import find_site
from transfer.sites.obsidian import Vault
from transfer.sites.site import Site
from transfer.stored_source import (
    StoredSource,
    failure_in_words,
    warnings_in_words,
    with_names_only,
)

MOST_RELATED_AT_ONCE = 200  # articles
MOST_IN_MENU = 5  # pages
TURN = 0.02  # seconds


def import_folder(
    folder: Path,
    *,
    site: Site | None = None,
    known: Sequence[PlannedFile] = (),
    progress: Progress = SILENT_PROGRESS,
    **chosen: Any,
) -> ImportReport:
    """Create or update an article or a page for each Markdown file of a folder.

    `chosen` are the values of ImportOptions. `site` is the one it comes from, if it is known.
    `known` are files of the folder that are on the site and not imported now: links lead to them.

    A broken file is reported and does not stop the import. A dry run rolls each transaction back,
    so that its report is that of a real import.
    """
    root, report, options = folder.resolve(), ImportReport(), ImportOptions(**chosen)
    site = site or find_site(root, options.old_address)
    report.system, report.site = site.system, options.name_of(root)
    pictures = RemotePictures(options, report)
    entries = plan.plan_import(root, site, options, report, known)
    linked = [*entries, *known]
    if site.names_are_numbers:
        report.titles = {entry.name: entry.title for entry in entries}
    old_addresses = OldAddresses(site, entries, report, names_drafts=options.sees_everything)
    library = OwnLibrary(site.root if site.is_exact else root, options, report)
    reader = FileReader(
        root=root,
        site=site,
        options=options,
        addresses={path: entry.address for entry in linked for path in entry.paths()},
        old_addresses=old_addresses,
        coming=ComingTexts(entries) if site.is_exact else coming_by_address(entries),
        drafts=frozenset(e.address for e in linked if not e.is_readable),
        vault=Vault(root, linked, {e.file: site.link_names(e.text) for e in entries if e.text}),
        uploads=UploadCopier(
            root, site.file_roots(), dry_run=options.dry_run, owner=options.author
        ),
        pictures=pictures,
        library=library,
        entries=entries,
    )
    new_pages = sum(entry.is_page and not entry.pk for entry in entries)
    task = Import(
        site=site,
        options=options,
        reader=reader,
        old_addresses=old_addresses,
        new_pages=new_pages,
        report=report,
        store=ArticleStore(options, pictures, in_menu=new_pages <= MOST_IN_MENU),
        pictures=pictures,
        restored_links=RestoredLinks(library),
        places=LinkedPlaces(linked),
    )
    restored = RestoredSite(library) if site.is_exact and not options.dry_run else None
    if restored:
        restored.before()
    with related.postpone() as changed:
        task.import_files(progress.files(entries))
    task.finish()
    if restored:
        restored.after()
    if not options.dry_run:
        find_related(changed | without_relations(entries))
    pictures.finish(progress)
    return report


def coming_by_address(entries: list[PlannedFile]) -> dict[str, Target]:
    """What readers will see, by the addresses to which links of other systems are rewritten."""
    return {e.address: Target(iri_to_uri(e.address), e.title) for e in entries if e.is_readable}


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


def let_others_write() -> None:
    """Pause after a batch. SQLite has one writer, and those who wait look only now and then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(TURN)


@dataclass(frozen=True, slots=True)
class Import:
    site: Site
    options: ImportOptions
    reader: FileReader
    old_addresses: OldAddresses
    new_pages: int
    report: ImportReport
    store: ArticleStore
    pictures: RemotePictures
    restored_links: RestoredLinks
    places: LinkedPlaces
    translations: TranslationGroups = field(default_factory=TranslationGroups)
    changed: list[Article | Page] = field(default_factory=list)
    withdrawn: list[Article | Page] = field(default_factory=list)

    def import_files(self, entries: Iterable[PlannedFile]) -> None:
        """Import them in batches: the worker renders the next one while one is stored."""
        ahead = list[ReadFile]()
        for batch in batches_of_files(self.read_files(entries)):
            self.begin_renderings(batch)
            self.import_batch(ahead)
            ahead = batch
        self.import_batch(ahead)

    def read_files(self, entries: Iterable[PlannedFile]) -> Iterator[ReadFile]:
        for entry in entries:
            with self.report.skipping(entry.name):
                yield self.reader.read(entry)

    def begin_renderings(self, files: list[ReadFile]) -> None:
        """Begin to render new and changed ones. Where that fails, storing them tells why."""
        new = [file for file in files if not file.entry.is_known]
        with suppress(Exception):
            texts = [self.store.expected_text(file) for file in new]
            names = known_names_of_each([text.text for text in texts]) if new else []
            macros = site_macros() if new else {}
            for file, text, known in zip(new, texts, names, strict=True):
                file.begun = text.begin_rendering(known, macros)

    def import_batch(self, files: list[ReadFile]) -> None:
        """Store the files in one transaction, and report each. If that fails as a whole, each has
        a transaction of its own, so that the others are stored."""
        try:
            results = self.store_files(files)
        except Exception:
            self.store.things.forget()
            results = [self.result_alone(file) for file in files]
        for file, result in zip(files, results, strict=True):
            with self.report.skipping(file.entry.name):
                self.report_result(file, result)

    def result_alone(self, file: ReadFile) -> StoredSource | Exception:
        try:
            return self.store_files([file])[0]
        except Exception as error:
            return error

    def store_files(self, files: list[ReadFile]) -> list[StoredSource | Exception]:
        change = history.change(self.options.importer, "imported")
        with transaction.atomic():
            with change, indexing.batch_index_updates():
                self.store.load(files)
                results = [self.result(file) for file in files]
                self.store.store_rest([each for each in results if isinstance(each, StoredSource)])
            if self.options.dry_run:
                transaction.set_rollback(True)
        let_others_write()
        return results

    def result(self, file: ReadFile) -> StoredSource | Exception:
        """The stored text, or why this one cannot be stored: a broken file stops no other."""
        try:
            with transaction.atomic():
                return self.store.store(file)
        except Exception as error:
            return error

    def report_result(self, file: ReadFile, stored: StoredSource | Exception) -> None:
        """Report the result for a file, and remember the articles whose links may change."""
        if isinstance(stored, Exception):
            raise stored
        entry, source, targets = file.entry, file.source, file.targets
        thing, is_unchanged = stored.thing, stored.verdict is Verdict.UNCHANGED
        problems = [*filter(None, [entry.remark, stored.edit]), *source.problems, *targets.problems]
        self.report.add(entry.name, stored.verdict)
        self.report.stored[entry.name] = (thing.KIND, thing.pk)
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
            self.places.note(entry, thing, targets.linked)
            (self.withdrawn if stored.is_withdrawn else self.changed).append(with_names_only(thing))
        self.translations.add(entry.translation_key, thing)
        if source.own:
            is_new = stored.verdict is Verdict.CREATED
            self.restored_links.add(thing, source.own, entry.file, is_new=is_new)
        else:
            self.pictures.note(entry.name, thing, remote_cover(source.front.cover))
            self.report.count_keys(source.front.unknown_keys)
        self.report.problems += [FileRemark(entry.name, what) for what in problems]
        self.report.files += len(targets.copied)
        named = source.front.author
        if stored.verdict is Verdict.CREATED and self.store.things.is_unknown_author(named):
            self.report.unknown_authors[named or ""] += 1
        self.old_addresses.redirect(thing, entry)

    def finish(self) -> None:
        """Do what needs all articles: redirects, translations, links to new and removed ones."""
        if not (self.store.in_menu or self.site.is_exact):
            note = ImportMessage("pages-not-in-menu", number=self.new_pages)
            self.report.notes.append(note)
        notes = (ImportMessage(f"site-{note.code}", detail=note.detail) for note in self.site.notes)
        self.report.notes += notes
        self.report.problems += self.places.problems()
        if self.options.dry_run:
            self.report.redirects = self.old_addresses.planned
            return
        self.old_addresses.store()
        with history.change(self.options.importer, "imported"):
            self.translations.link()
            self.restored_links.link()
        self.restored_links.add_texts()
        rerender.on_published(self.changed)
        rerender.on_removed(thing.get_absolute_url() for thing in self.withdrawn)
