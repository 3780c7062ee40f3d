"""What the site has of some files before they are imported: StoredBefore."""

from collections.abc import Collection

from articles.models import Article, Page, TrashEntry
from articles.models.markdown import RENDERED_FIELDS
from transfer.models import ImportedFile
from transfer.plan import PlannedFile


class StoredBefore:
    """Articles and pages of earlier imports of these files, read by a few queries.

    `taken` are the slugs that articles have got since the import was planned.
    """

    def __init__(self, entries: Collection[PlannedFile]) -> None:
        known = [entry for entry in entries if entry.pk]
        articles = [entry.pk for entry in known if not entry.is_page]
        pages = [entry.pk for entry in known if entry.is_page]
        rows = Article.objects.select_related("author", "category", "series")
        rows = rows.defer(*RENDERED_FIELDS)  # larger than the rest, and mostly not asked for
        self.articles = rows.prefetch_related("tags").in_bulk(articles) if articles else {}
        self.pages = Page.objects.in_bulk(pages) if pages else {}
        files = ImportedFile.objects
        self.of_articles = files.in_bulk(articles, field_name="article_id") if articles else {}
        self.of_pages = files.in_bulk(pages, field_name="page_id") if pages else {}
        trash = TrashEntry.objects.filter(article__in=articles) if articles else ()
        self.in_trash = {entry.article_id for entry in trash}
        new = [entry.slug for entry in entries if not entry.pk and not entry.is_page]
        taken = Article.objects.filter(slug__in=new).values_list("slug", flat=True)
        self.taken = set(taken) if new else set()

    def article(self, entry: PlannedFile) -> Article | None:
        return self.articles.get(entry.pk) if entry.pk else None

    def page(self, entry: PlannedFile) -> Page | None:
        return self.pages.get(entry.pk) if entry.pk else None

    def last_import(self, thing: Article | Page | None) -> ImportedFile | None:
        """What the last import has read for an article or a page that it has stored."""
        if thing is None:
            return None
        return (self.of_pages if isinstance(thing, Page) else self.of_articles).get(thing.pk)
