"""One page of search results: articles with marked hits, facets, suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import QuerySet, Value
from django.http import Http404

from articles.db import compiled
from articles.filters import Filters
from articles.lists.facets import FacetCount, filter_labels
from articles.lists.listing import Facet, Listing, with_query
from articles.models import Article, Tag
from articles.search import suggestions
from articles.search.hit_facets import HitFacets, facets_of_hits
from articles.search.query import ArticleHits, IdIn, ids_literal, search_articles
from fulltext.parser import Query
from fulltext.snippets import mark_hits, snippet

# Number of the newest hits in which facets are counted.
SAMPLE = 100


@dataclass
class SearchResults(Listing):
    answer: ArticleHits
    traits: dict[int, HitFacets]

    @classmethod
    def for_words(cls, filters: Filters, *, language: str, size: int) -> SearchResults:
        """The page for the filters. Raises Http404 beyond the last page."""
        start = (filters.page - 1) * size
        given = search_articles(filters, language, start=start, end=start + size)
        if not given.articles and filters.page > 1:
            raise Http404("the list has no such page")
        traits = facets_of_hits({*given.articles, *given.found.newest[:SAMPLE]})
        total = given.found.total
        return cls(given.articles, total, size, given.scope, filters, language, given, traits)

    @cached_property
    def articles(self) -> list[Article]:
        return result_articles(self.ids, self.query, self.traits)

    @property
    def query(self) -> Query:
        return self.answer.query

    @property
    def at_least(self) -> int:
        """Lower bound of the number of hits, where not all hits were counted."""
        return self.total // 10 * 10 or self.total

    @cached_property
    def facet_counts(self) -> list[FacetCount]:
        """Facets of the newest hits. Active filters have no count, only their label."""
        if not self.total:
            names = filter_labels(self.filters).items()
            return [FacetCount(kind, value, label, 0) for (kind, value), label in names]
        chosen = {(kind, value) for kind, value, _rest in self.filters.each()}
        newest = self.answer.found.newest[:SAMPLE]
        found = count_facets(self.traits[pk] for pk in newest if pk in self.traits)
        return [f._replace(total=0) if f[:2] in chosen else f for f in found]

    @property
    def is_counted(self) -> bool:
        return self.answer.is_all and self.total <= SAMPLE

    # Without hits

    @cached_property
    def suggestion(self) -> str:
        """The words with corrected spelling; '' if there is no correction."""
        return "" if self.total or self.filters else suggestions.corrected_words(self.filters.words)

    @property
    def suggested(self) -> str:
        """URL of a search for `suggestion`."""
        return with_query(self.scope.address, Filters(words=self.suggestion).query())

    @cached_property
    def elsewhere(self) -> list[Facet]:
        """Facets with all topics and the most similar tags."""
        return suggestions.topics_and_nearest_tags(self.filters.words, self.language)


def count_facets(articles: Iterable[HitFacets]) -> list[FacetCount]:
    totals = Counter(chain.from_iterable(articles))
    return [FacetCount(*trait, total) for trait, total in totals.items()]


def result_articles(
    chosen: Sequence[int], query: Query, traits: dict[int, HitFacets]
) -> list[Article]:
    """The articles in the given order, with `marked_title`, `snippet` and `shown_tags`."""
    found = compiled.rows(result_rows, articles=ids_literal(chosen)) if chosen else []
    rows = {each.pk: each for each in found}
    articles = [rows[pk] for pk in chosen if pk in rows]
    for article in articles:
        article.marked_title = mark_hits(article.title, query)
        article.snippet = snippet(snippet_texts(article), query)
        article.shown_tags = hit_tags(traits.get(article.pk, ()))
    return articles


def hit_tags(traits: HitFacets) -> list[Tag]:
    return [Tag(slug=each.value, name=each.label) for each in traits if each.kind == "tag"]


def result_rows(articles: str) -> QuerySet[Any]:
    """Query for the fields that results show and snippets are made from."""
    shown = ("title", "slug", "language", "published_at", "counts", "strip", "excerpt_html")
    topic = ("category__name", "category__slug")
    found = Article.objects.filter(IdIn("pk", Value(articles))).select_related("category")
    return found.order_by().only(*shown, *topic, "summary", "headings", "prose", "code")


def snippet_texts(article: Article) -> tuple[str, ...]:
    return (f"{article.summary}\n{article.prose}".strip(), article.headings, article.code)
