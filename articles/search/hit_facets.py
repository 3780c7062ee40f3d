"""Facets of search hits: year, language, topic and tags of each article.

A search counts them in a hundred hits. Most of these articles were hits of earlier searches too, so
the facets of an article are cached until something that readers can see changes.
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

MAX_CACHED = 10_000  # articles, at about 250 bytes each

Rows = QuerySet[Any, Any]


class HitFacet(NamedTuple):
    """`kind` and `value` of the filter, and the label that readers see."""

    kind: str
    value: str
    label: str


HitFacets = tuple[HitFacet, ...]


class FacetCache(NamedTuple):
    """Facets by article id. Equal facets are one object of `shared`, to save memory."""

    articles: dict[int, HitFacets]
    shared: dict[HitFacet, HitFacet]


def facets_of_hits(articles: Collection[int]) -> dict[int, HitFacets]:
    """Facets of each article that exists. The tags come last, sorted by name."""
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
