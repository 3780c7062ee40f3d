"""Template context of an article page; each variable is evaluated on first use."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.detail import citation, neighbours, queries, related_articles
from articles.detail.neighbours import PrevNext
from articles.detail.series_place import SeriesPlace
from articles.middleware import absolute_url, site_of
from articles.models import Article

PARTS = (
    *("article", "citation", "citation_sentence", "prev_next", "series_parts", "series_place"),
    *("translations", "related"),
)


class ArticleContext:
    def __init__(self, request: HttpRequest, find: Callable[[], Article]) -> None:
        self.request, self.find = request, find

    def context(self) -> dict[str, Any]:
        return {name: SimpleLazyObject(partial(getattr, self, name)) for name in PARTS}

    @cached_property
    def article(self) -> Article:
        return self.find()

    @cached_property
    def citation(self) -> str:
        address = absolute_url(self.request, self.article.get_absolute_url())
        return citation.bibtex(self.article, address, site_of(self.request).title)

    @cached_property
    def citation_sentence(self) -> str:
        return citation.citation_sentence(self.article, site_of(self.request).title)

    @cached_property
    def prev_next(self) -> PrevNext:
        return neighbours.prev_next(self.article, self.series_place)

    @cached_property
    def series_parts(self) -> list[Article]:
        return queries.series_parts(self.article)

    @cached_property
    def series_place(self) -> SeriesPlace:
        return SeriesPlace(self.article, self.series_parts)

    @cached_property
    def translations(self) -> list[Article]:
        return queries.translations(self.article)

    @cached_property
    def related(self) -> list[Article]:
        return related_articles.related(self.article, self.above)

    @property
    def above(self) -> list[Article]:
        """The articles that the page links to above the related ones."""
        near = (self.prev_next.previous, self.prev_next.next)
        return [*(part for _n, part in self.series_place.listed), *filter(None, near)]
