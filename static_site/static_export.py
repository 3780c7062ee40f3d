"""The public site as files: what changed is written, what is gone is deleted."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.cache import triggers
from articles.cache.memory import next_scheduled_change
from articles.graphics.cards import card_store
from articles.languages import WRITTEN, html_lang
from articles.metadata.share_image import card_of
from articles.models import Article, SiteSettings, SiteVersion
from media.models import MediaFile
from static_site import public_addresses
from static_site.changed_pages import ChangedPages, Run
from static_site.file_writer import SEARCH_FOLDER, FileWriter, Task, TaskResult
from static_site.host_files import host_files
from static_site.indexed_articles import index_digest, numbered_articles
from static_site.output_folder import OutputFolder
from static_site.page_records import PageRecords
from static_site.program_files import program_digest
from static_site.redirect_pages import former_addresses, redirect_pages, redirects_file
from static_site.search_index import index_parts, merged_postings
from static_site.static_addresses import SiteAddress, StaticAddresses
from static_site.static_options import StaticOptions, StaticSiteError
from static_site.writing_processes import task_runner
from static_site.written_files import SiteManifest

MOST_RUNS = 3  # while somebody goes on changing the site
TEXTS_OF_A_TASK = 50  # articles


@dataclass
class StaticReport:
    """What an export did. Numbers are those of files; `seconds` are of the clock.

    `built` had to be made, `written` differ from what was there.
    """

    files: int = 0
    built: int = 0
    written: int = 0
    deleted: int = 0
    kept: list[str] = field(default_factory=list)  # gone from the site, but changed by somebody
    is_same: bool = False
    with_parameters: int = 0  # former addresses that need a host which reads _redirects
    seconds: float = 0.0


def export_static_site(options: StaticOptions) -> StaticReport:
    """Write the site. Raises StaticSiteError, with a message that says what to do."""
    started = time.monotonic()
    require_preparation()
    for _turn in range(MOST_RUNS):
        program = page_program(options)
        key = site_key(program)
        export = StaticExport(options)
        report = export.run(key, program)
        if key == site_key(page_program(options)):
            if not report.is_same:
                export.records.save()  # they would be wrong if the site had changed meanwhile
            report.seconds = time.monotonic() - started
            return report
    raise StaticSiteError(
        _("The site was changed all the time while it was written. Please try again.")
    )


def require_preparation() -> None:
    """Without these, changes would be missed, or pages have no style."""
    if not triggers.is_complete(connection):
        raise StaticSiteError(_("The database counts no changes: run manage.py migrate first."))
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        raise StaticSiteError(
            _("There are no static files: run manage.py collectstatic --noinput first.")
        )


def site_key(program: str) -> str:
    """Names everything that the files are made of. `program` is that of page_program()."""
    found = blake2b(digest_size=16)
    now = timezone.now()
    for value in (SiteVersion.current(), next_scheduled_change(now), program):
        found.update(f"{value!r}\n".encode())
    # A file in a text may be replaced: its page stays the same.
    files = MediaFile.objects.kept().order_by("pk").values_list("token", "content__name")
    for token, name in files:
        found.update(f"{token} {name}\n".encode())
    return found.hexdigest()


def page_program(options: StaticOptions) -> str:
    """Names what makes pages of what they read: the program, its theme, fonts and options."""
    # Templates of a theme may show the day by tags of Django, which no record has.
    day = timezone.localdate().isoformat() if settings.THEME.exists() else ""
    asked = (options.base, options.relative, options.languages)
    fonts = [card_store.fonts_digest(code) for code, _name in WRITTEN]
    return f"{program_digest()} {asked!r} {fonts!r} {day}"


class StaticExport:
    """One run. `records` say what the pages were made of."""

    records: PageRecords

    def __init__(self, options: StaticOptions) -> None:
        self.options = options
        self.manifest = SiteManifest.read(options.manifest)
        self.output = OutputFolder(options.folder, self.manifest)
        self.main, *others = options.languages
        self.folders = {code: f"/{html_lang(code).lower()}" for code in others}
        self.built = 0

    def run(self, key: str, program: str) -> StaticReport:
        if not self.options.keeps_others:
            self.output.require_own()
        if self.manifest.key == key and all(map(self.output.is_intact, self.manifest.files)):
            return StaticReport(len(self.manifest.files), is_same=True)
        self.records = PageRecords.read(self.options.folder, program)
        self.options.folder.mkdir(parents=True, exist_ok=True)
        addresses = self.addresses()
        writer = FileWriter(self.options.languages, addresses, self.output, timezone.now())
        with task_runner(writer, self.options.processes) as run:
            written = self.written(run, writer, addresses)
        deleted, kept = self.output.delete_others(written.files)
        self.manifest.files, self.manifest.key = written.files, key
        self.manifest.save()
        return StaticReport(
            files=len(written.files),
            built=self.built,
            written=written.changed,
            deleted=len(deleted),
            kept=kept,
            with_parameters=self.with_parameters,
        )

    # What there is

    def addresses(self) -> StaticAddresses:
        pages = {
            folder: frozenset(public_addresses.public_pages(code, folder))
            for code, folder in [(self.main, ""), *((code, code) for code in self.folders)]
        }
        self.require_free_folders(pages[""])
        files = {each.path for each in self.files()}
        return StaticAddresses(
            base=self.options.base,
            relative=self.options.relative,
            pages=pages,
            files=frozenset(files),
            folders=self.folders,
        )

    def require_free_folders(self, pages: Iterable[SiteAddress]) -> None:
        """A page of the site may have the address of a language."""
        taken = {each.path.rstrip("/") for each in pages} & set(self.folders.values())
        if taken:
            message = _(
                "%(path)s is the address of a page, and the folder of a language. Give the page"
                " another address, or name one language only: --language %(code)s"
            )
            raise StaticSiteError(message % {"path": sorted(taken)[0], "code": self.main})

    def files(self) -> Iterator[SiteAddress]:
        yield from public_addresses.public_files()
        yield from self.addressed_files()

    def addressed_files(self) -> Iterator[SiteAddress]:
        """Feeds, sitemaps and what names the site as a whole, for which its address is needed."""
        if self.options.base:
            yield from public_addresses.public_feeds()
            yield from public_addresses.public_sitemaps()
            yield SiteAddress("/opensearch.xml")

    # Writing

    def written(self, run: Run, writer: FileWriter, addresses: StaticAddresses) -> TaskResult:
        pages = ChangedPages(run, addresses, self.output, self.records)
        pages.write(self.page_tasks(addresses))
        pages.write_named(card_sources())
        pages.note_reads()
        self.built = pages.built
        written = pages.written
        written.add(self.written_index(run, writer))
        written.add(self.written_redirects(writer, addresses, set(written.files)))
        for name, text in host_files(addresses.base_path).items():
            written.add(writer.write(name, text.encode()))
        return written

    def page_tasks(self, addresses: StaticAddresses) -> Iterator[Task]:
        """Those that take long come first, so that no process is alone with one at the end."""
        always = (each for each in public_addresses.public_files() if is_always_written(each))
        for address in (*self.addressed_files(), *always):
            yield "write_page", (address,)
        by_path = sorted(set().union(*addresses.pages.values()), key=lambda each: each.path)
        for address in by_path:
            yield "write_page", (address,)

    # Search

    def written_index(self, run: Run, writer: FileWriter) -> TaskResult:
        articles = numbered_articles()
        source = index_digest(articles)
        if kept := self.kept_index(source):
            return kept
        few = (articles[n : n + TEXTS_OF_A_TASK] for n in range(0, len(articles), TEXTS_OF_A_TASK))
        written = run(("write_texts", (some,)) for some in few)
        groups = [group for _first, group in sorted(written.postings, key=lambda pair: pair[0])]
        written.postings = []
        parts = index_parts(merged_postings(groups))
        for number, content in enumerate(parts):
            name = f"{SEARCH_FOLDER}/words-{number}.bin"
            written.add(writer.write(name, content, f"index {source}"))
        about = {"parts": len(parts), "articles": len(articles), "version": source}
        meta = json.dumps(about).encode()
        written.add(writer.write(f"{SEARCH_FOLDER}/meta.json", meta, f"index {source}"))
        return written

    def kept_index(self, source: str) -> TaskResult | None:
        """The index of the last run, if it is that of the same texts and intact."""
        if not self.output.has_source(f"{SEARCH_FOLDER}/meta.json", f"index {source}"):
            return None
        names = [name for name in self.manifest.files if name.startswith(f"{SEARCH_FOLDER}/")]
        if not all(map(self.output.is_intact, names)):
            return None
        return TaskResult({name: self.manifest.files[name] for name in names})

    # Redirects

    def written_redirects(
        self, writer: FileWriter, addresses: StaticAddresses, taken: set[str]
    ) -> TaskResult:
        former = former_addresses(addresses)
        self.with_parameters = sum(each.has_parameters for each in former)
        text = redirects_file(former, addresses)
        written = writer.write("_redirects", text.encode())
        with translation.override(self.main):
            pages = redirect_pages(former, addresses, taken, html_lang(self.main))
            for name, content in pages:
                written.add(writer.write(name, content))
        return written


def is_always_written(address: SiteAddress) -> bool:
    """Whether readers and programs look there without a link: not cards, and not Markdown."""
    return not address.path.startswith("/articles/")


def card_sources() -> dict[str, str]:
    """What the card of each article shows, by its path: an equal one need not be drawn again."""
    site = SiteSettings.current()
    cards = ((each.slug, card_of(each, site)) for each in Article.objects.reachable().for_card())
    found = {}
    for slug, card in cards:
        fonts, name = card_store.card_folder(card).name, card_store.card_name(card)
        found[f"/articles/{slug}/card.png"] = f"{fonts} {name}"
    return found
