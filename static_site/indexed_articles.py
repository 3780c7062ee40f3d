"""The articles that a static site finds, numbered from the oldest: a new one is the last."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from django.utils import timezone

from articles.languages import html_lang
from articles.models import Article, SearchEntry
from articles.publishing import indexing
from articles.publishing.indexing import batches
from fulltext.documents import SearchDocument
from rendering.page_words import wording
from static_site.search_index import ResultText

FORMAT = 2  # increase it when the files of the index change


class NumberedArticle(NamedTuple):
    number: int
    id: int


class IndexedArticle(NamedTuple):
    number: int
    document: SearchDocument
    shown: ResultText
    digest: str


def numbered_articles() -> list[NumberedArticle]:
    ids = Article.objects.published().order_by("published_at", "pk").values_list("pk", flat=True)
    return [NumberedArticle(number, pk) for number, pk in enumerate(ids, 1)]


def index_digest(articles: Iterable[NumberedArticle]) -> str:
    """Names what the index contains: equal digests mean equal files."""
    found = blake2b(str(FORMAT).encode(), digest_size=12)
    numbers = {each.id: each.number for each in articles}
    for some in batches(numbers):
        stored = indexing_digests(some)
        for pk in some:
            found.update(f"{numbers[pk]} {pk} {stored.get(pk, '')}\n".encode())
    return found.hexdigest()


def indexing_digests(ids: list[int]) -> dict[int, str]:
    entries = SearchEntry.objects.filter(article__in=ids).values_list("article", "digest")
    shown = Article.objects.filter(pk__in=ids).values_list("pk", "slug", "published_at")
    digests = dict(entries)
    return {pk: f"{digests.get(pk, '')} {slug} {at}" for pk, slug, at in shown}


def indexed_articles(articles: Iterable[NumberedArticle]) -> Iterator[IndexedArticle]:
    """The articles that still exist, with their documents, in batches of few queries."""
    for some in batches(articles):
        ids = [each.id for each in some]
        rows = {row.article: row for row in indexing.index_rows(ids)}
        shown = dict(shown_texts(ids))
        for number, pk in some:
            if pk in rows and pk in shown:
                document = rows[pk].document
                text = f"{document.prose}\n{document.code}".strip()
                yield IndexedArticle(
                    number, document, shown[pk]._replace(text=text), rows[pk].digest
                )


def shown_texts(ids: list[int]) -> Iterator[tuple[int, ResultText]]:
    columns = ("pk", "slug", "title", "published_at", "language", "category__name")
    for pk, slug, title, at, language, topic in Article.objects.filter(pk__in=ids).values_list(
        *columns
    ):
        day = timezone.localtime(at).date().isoformat()
        address, words = f"articles/{slug}/", wording(language)
        labels = (words.inline, words.display)
        yield pk, ResultText(title, address, day, html_lang(language), topic or "", labels, "")
