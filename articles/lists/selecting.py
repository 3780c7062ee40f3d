"""Which articles a list holds. What an address alone asks for is found by prepared queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value

from articles.db import compiled
from articles.filters import Filters
from articles.lazy import later
from articles.lists import taxonomies
from articles.lists.pagination import BLOCK, Outline
from articles.lists.scopes import Condition, Narrow, Place, narrowed
from articles.models.querysets import NEWEST_FIRST

Rows = QuerySet[Any, Any]
UNFILTERED = Filters()


def outline_of(place: Place, filters: Filters, language: str) -> Outline:
    """Of what the filters leave of a place, for a reader of the language."""
    of_it = (
        later(lambda: place.articles.listed(filters, language, taxonomies.ids_of(filters))),
        later(lambda: place.articles.first_listed(filters, language, taxonomies.ids_of(filters))),
        (place.address, filters.on_page(1), language),
    )
    if filters or place.narrow is None:
        return Outline(*of_it)
    return Prepared(*of_it, place, language)


@dataclass(frozen=True)
class Prepared(Outline):
    place: Place
    language: str

    def count(self) -> int:
        ((total,),) = rows(self.place, counted, self.language)
        return int(total)

    def ids(self, start: int, end: int) -> list[int]:
        if start >= BLOCK:
            return super().ids(start, end)
        return [pk for (pk,) in rows(self.place, chosen, self.language, start, end)]


def counted(place: Place, language: str) -> Rows:
    articles = place.articles.listed(UNFILTERED, language).order_by()
    return articles.values(one=Value(1)).annotate(n=Count("pk")).values_list("n")


def chosen(place: Place, language: str, start: int, end: int) -> Rows:
    articles = place.articles.first_listed(UNFILTERED, language)
    return articles.order_by(*NEWEST_FIRST).values_list("pk")[start:end]


def rows(place: Place, build: Callable[..., Rows], *shape: Any) -> list[Any]:
    """What `build(place, *shape)` finds; with the same shape it is built once for all places of
    a kind."""
    here = place.condition
    kind, slug = (here.kind, here.value) if here else ("", "")
    of_it = (place.narrow, kind, place.leads_through_years, build, *shape)
    return compiled.rows(built, *of_it, by=place.by, slug=slug)


def built(
    narrow: Narrow,
    kind: str,
    years: bool,
    build: Callable[..., Rows],
    *shape: Any,
    by: Any,
    slug: str,
) -> Rows:
    place = narrowed(narrow, by, condition=Condition(kind, slug, "") if kind else None)
    return build(place, *shape)
