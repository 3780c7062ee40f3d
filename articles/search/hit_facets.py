"""What hits can be narrowed to: the year, language, topic and tags of each article.

A search counts them among a hundred hits, mostly the same articles as the search before it: what is
known of an article is kept until something that readers can see changes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.utils import timezone

from articles.cache import memory
from articles.db import compiled
from articles.lists.facets import LANGUAGES
from articles.models import Article, TaggedArticle
from articles.search.query import IdIn, ids_literal

MAX_CACHED = 10_000  # articles that are known: a quarter of a kilobyte each

Rows = QuerySet[Any, Any]


class HitFacet(NamedTuple):
    """As the `kind` of a filter and its `value`, and as readers see it."""

    kind: str
    value: str
    label: str


HitFacets = tuple[HitFacet, ...]


class FacetCache(NamedTuple):
    """The traits of `articles`, equal ones as one of those that are `shared`."""

    articles: dict[int, HitFacets]
    shared: dict[HitFacet, HitFacet]


def facets_of_hits(articles: Collection[int]) -> dict[int, HitFacets]:
    """Of each article that exists; its tags come last, by name."""
    known: FacetCache = memory.cached("traits", lambda: FacetCache({}, {}))
    found = {pk: known.articles[pk] for pk in articles if pk in known.articles}
    if unknown := [pk for pk in articles if pk not in found]:
        for pk, traits in load_facets(unknown).items():
            found[pk] = tuple(known.shared.setdefault(trait, trait) for trait in traits)
        if len(known.articles) < MAX_CACHED:
            known.articles.update(found)
    return found


def load_facets(articles: list[int]) -> dict[int, list[HitFacet]]:
    these = ids_literal(articles)
    zone = timezone.get_current_timezone()
    found = {}
    for pk, at, language, *topic in compiled.rows(article_facet_rows, articles=these):
        year = str(at.astimezone(zone).year)
        found[pk] = [
            HitFacet("year", year, year),
            HitFacet("language", language, LANGUAGES[language]),
        ]
        if topic[0]:
            found[pk].append(HitFacet("topic", *topic))
    for pk, *tag in compiled.rows(tag_facet_rows, articles=these):
        if pk in found:
            found[pk].append(HitFacet("tag", *tag))
    return found


def article_facet_rows(articles: str) -> Rows:
    known = ("pk", "published_at", "language", "category__slug", "category__name")
    return Article.objects.filter(IdIn("pk", Value(articles))).order_by().values_list(*known)


def tag_facet_rows(articles: str) -> Rows:
    found = TaggedArticle.objects.filter(IdIn("content_object", Value(articles)))
    return found.order_by("tag__name").values_list("content_object", "tag__slug", "tag__name")
