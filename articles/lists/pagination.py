"""How long a list is, and where its pages begin, known until something changes.

A page far down a long list is reached by the key of an article above it, not by counting from the
top: the key of every BLOCK-th article of a list is kept. What an address alone asks for is found by
queries that are compiled once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Value, Window
from django.db.models.functions import Mod, RowNumber

from articles.cache import memory
from articles.db import compiled
from articles.filters import Filters
from articles.lazy import lazy
from articles.lists import taxonomies
from articles.lists.scopes import Condition, Narrow, Place, narrowed
from articles.models.querysets import NEWEST_FIRST, ArticleQuerySet

BLOCK = 200
Rows = QuerySet[Any, Any]
UNFILTERED, NO_IDS = Filters(), (0, ())


class Start(NamedTuple):
    """The article that a block begins with."""

    published_at: datetime
    pk: int


@dataclass(frozen=True)
class KeysetPaginator:
    """Of some articles in the order of lists; equal `key`s mean equal articles.

    `first` are the same ones, in words that suit a few of them.
    """

    articles: ArticleQuerySet
    first: ArticleQuerySet
    key: Hashable

    @property
    def total(self) -> int:
        total: int = memory.cached(("total", self.key), self.count)
        return total

    def count(self) -> int:
        return self.articles.order_by().count()

    @property
    def starts(self) -> list[Start]:
        found: list[Start] = memory.cached(("starts", self.key), self.found_starts)
        return found

    def found_starts(self) -> list[Start]:
        place = Window(RowNumber(), order_by=[F("published_at").desc(), F("pk").desc()])
        begins = self.articles.annotate(place=Mod(place - 1, BLOCK)).filter(place=0)
        keys = begins.order_by(*NEWEST_FIRST).values_list("published_at", "pk")
        return [Start(at, pk) for at, pk in keys if at]

    def chosen(self, start: int, end: int) -> list[int]:
        """The ids of those from the place `start`, which is 0 for the newest, to before `end`."""
        if start >= self.total:
            return []
        found: list[int] = memory.cached(
            ("chosen", self.key, start, end), lambda: self.ids(start, end)
        )
        return found

    def ids(self, start: int, end: int) -> list[int]:
        return list(self.cut(start, end).values_list("pk", flat=True))

    def cut(self, start: int, end: int) -> ArticleQuerySet:
        articles = self.first.order_by(*NEWEST_FIRST)
        if start < BLOCK:
            return articles[start:end]
        block = min(start // BLOCK, len(self.starts) - 1)
        above = block * BLOCK
        return articles.starting_at(*self.starts[block])[start - above : end - above]


def paginator_of(place: Place, filters: Filters, language: str) -> KeysetPaginator:
    """Of what the filters leave of a place, for a reader of the language."""
    of_it = (
        lazy(lambda: place.articles.listed(filters, language, taxonomies.ids_of(filters))),
        lazy(lambda: place.articles.first_listed(filters, language, taxonomies.ids_of(filters))),
        (place.address, filters.on_page(1), language),
    )
    if filters or place.narrow is None:
        return KeysetPaginator(*of_it)
    return CompiledPaginator(*of_it, place, language)


@dataclass(frozen=True)
class CompiledPaginator(KeysetPaginator):
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
    articles = place.articles.listed(UNFILTERED, language, NO_IDS).order_by()
    return articles.values(one=Value(1)).annotate(n=Count("pk")).values_list("n")


def chosen(place: Place, language: str, start: int, end: int) -> Rows:
    articles = place.articles.first_listed(UNFILTERED, language, NO_IDS)
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
