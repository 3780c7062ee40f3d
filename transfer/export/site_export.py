"""Exports everything, or what one author wrote: export_site()."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from articles.models import Article, Page
from articles.models.markdown import STORED_FIELDS
from media.models import MediaFile
from transfer.export.article_files import article_file, page_file
from transfer.export.draft_files import draft_file, drafts_of, history_files, revisions_of
from transfer.export.export_options import ExportOptions
from transfer.export.export_progress import SILENT_EXPORT, ExportProgress
from transfer.export.folder_names import FolderNames
from transfer.export.library_files import LibraryFiles, used_addresses
from transfer.export.list_files import write_lists, write_site_file
from transfer.export.surroundings import Surroundings, surroundings_of
from transfer.export.targets import ExportTarget

BATCH = 100
ARTICLES, PAGES, TRASH = "articles", "pages", "trash"


@dataclass
class ExportReport:
    """`missing` are files of the library whose bytes are not in the storage."""

    articles: int = 0
    pages: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


def export_site(
    target: ExportTarget, options: ExportOptions, progress: ExportProgress = SILENT_EXPORT
) -> ExportReport:
    """Write the export. The queries grow with every BATCH articles, the memory not at all."""
    export = SiteExport(target, options)
    for batch in progress.batches(export.batches_of(options.articles()), export.number):
        export.write_articles(batch)
    for page_batch in export.batches_of(options.pages()):
        export.write_pages(page_batch)
    export.library.write_others(options)
    write_lists(target, options)
    write_site_file(target, options)
    report, library = export.report, export.library
    report.files, report.missing = library.number, library.missing
    return report


class SiteExport:
    """The state of one export."""

    def __init__(self, target: ExportTarget, options: ExportOptions) -> None:
        self.target = target
        self.options = options
        self.library = LibraryFiles(target)
        self.report = ExportReport()
        self.names = {
            ARTICLES: FolderNames(options.articles().values_list("slug", flat=True)),
            PAGES: FolderNames(options.pages().values_list("slug", flat=True)),
        }

    @property
    def number(self) -> int:
        return self.options.articles().count()

    def batches_of(self, things: Any) -> Iterator[list[int]]:
        """The ids of articles or pages in the order of their slugs."""
        slugs = sorted(things.order_by().values_list("slug", "pk"))
        for first in range(0, len(slugs), BATCH):
            yield [key for _slug, key in slugs[first : first + BATCH]]

    def write_articles(self, keys: list[int]) -> None:
        articles = in_order(articles_for_files(), keys)
        around, drafts = surroundings_of(articles), drafts_of(keys)
        texts = {each.pk: ArticleTexts(each, drafts.get(each.pk)) for each in articles}
        known = known_files(texts.values())
        for article in articles:
            self.write_article(texts[article.pk], around[article.pk], known)
        self.report.articles += len(articles)

    def write_article(
        self, texts: "ArticleTexts", around: Surroundings, known: dict[str, Any]
    ) -> None:
        article, draft = texts.article, texts.draft
        place = TRASH if around.deleted else ARTICLES
        folder = f"{place}/{self.names[ARTICLES].of(article.slug)}"
        beside = self.library.copy_beside(folder, texts.bodies, texts.addresses, known)
        self.target.write(f"{folder}/index.md", article_file(article, around, beside))
        for name, revision in revisions_of(draft) if draft else ():
            text = draft_file(article, draft, revision, beside)
            self.target.write(f"{folder}/{name}", text)
        for name, text in history_files(article) if self.options.history else ():
            self.target.write(f"{folder}/{name}", text)

    def write_pages(self, keys: list[int]) -> None:
        pages = in_order(Page.objects.defer(*STORED_FIELDS), keys)
        around = surroundings_of(pages)
        used = {page.pk: used_addresses([page.body], []) for page in pages}
        known = MediaFile.objects.lookup({each for found in used.values() for each in found})
        for page in pages:
            folder = f"{PAGES}/{self.names[PAGES].of(page.slug)}"
            beside = self.library.copy_beside(folder, [page.body], used[page.pk], known)
            text = page_file(page, around[page.pk], beside)
            self.target.write(f"{folder}/index.md", text)
        self.report.pages += len(pages)


class ArticleTexts:
    """The texts of an article, and the addresses of the files that they use."""

    def __init__(self, article: Article, draft: Any) -> None:
        self.article = article
        self.draft = draft
        revisions = [revision for _name, revision in revisions_of(draft)] if draft else []
        self.bodies = [article.body, *(revision.content.body for revision in revisions)]
        covers = [article.cover.name, *(each.metadata.get("cover") for each in revisions)]
        self.addresses = used_addresses(self.bodies, covers)


def known_files(texts: Iterable[ArticleTexts]) -> dict[str, Any]:
    """The files of the library that these texts use, by their addresses."""
    return MediaFile.objects.lookup({each for text in texts for each in text.addresses})


def articles_for_files() -> Any:
    """Articles with what `article_file()` reads, and without what rendering has made."""
    names = Article.objects.select_related("author", "category", "series").prefetch_related("tags")
    original = Prefetch("translation_of", Article.objects.only("uid"))
    return names.prefetch_related(original).defer(*STORED_FIELDS, "category__description_html")


def in_order(things: Any, keys: list[int]) -> list[Any]:
    """The rows with these ids in their order, without those that were deleted meanwhile."""
    found = things.in_bulk(keys)
    return [found[key] for key in keys if key in found]
