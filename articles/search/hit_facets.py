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
from articles.search.query import Listed, written

MOST = 10_000  # articles that are known: a quarter of a kilobyte each

Rows = QuerySet[Any, Any]


class Trait(NamedTuple):
    """As the `kind` of a filter and its `value`, and as readers see it."""

    kind: str
    value: str
    label: str


Traits = tuple[Trait, ...]


class Known(NamedTuple):
    """The traits of `articles`, equal ones as one of those that are `shared`."""

    articles: dict[int, Traits]
    shared: dict[Trait, Trait]


def traits_of(articles: Collection[int]) -> dict[int, Traits]:
    """Of each article that exists; its tags come last, by name."""
    known: Known = memory.cached("traits", lambda: Known({}, {}))
    found = {pk: known.articles[pk] for pk in articles if pk in known.articles}
    if unknown := [pk for pk in articles if pk not in found]:
        for pk, traits in read(unknown).items():
            found[pk] = tuple(known.shared.setdefault(trait, trait) for trait in traits)
        if len(known.articles) < MOST:
            known.articles.update(found)
    return found


def read(articles: list[int]) -> dict[int, list[Trait]]:
    these = written(articles)
    zone = timezone.get_current_timezone()
    found = {}
    for pk, at, language, *topic in compiled.rows(facts, articles=these):
        year = str(at.astimezone(zone).year)
        found[pk] = [Trait("year", year, year), Trait("language", language, LANGUAGES[language])]
        if topic[0]:
            found[pk].append(Trait("topic", *topic))
    for pk, *tag in compiled.rows(uses, articles=these):
        if pk in found:
            found[pk].append(Trait("tag", *tag))
    return found


def facts(articles: str) -> Rows:
    known = ("pk", "published_at", "language", "category__slug", "category__name")
    return Article.objects.filter(Listed("pk", Value(articles))).order_by().values_list(*known)


def uses(articles: str) -> Rows:
    found = TaggedArticle.objects.filter(Listed("content_object", Value(articles)))
    return found.order_by("tag__name").values_list("content_object", "tag__slug", "tag__name")
