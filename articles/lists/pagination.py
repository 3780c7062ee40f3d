"""Pagination by key: how long a list is, and the ids of the articles on one of its pages.

A page far down a long list is reached by the key of an article above it, not by an OFFSET from the
top: the key of every BLOCK-th article is cached. Counts, keys and ids are cached until something
visible changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Value, Window
from django.db.models.functions import Mod, RowNumber

from articles.cache import memory
from articles.db import compiled
from articles.filters import Filters
from articles.lists import taxonomies
from articles.lists.scopes import Condition, Restrict, Scope
from articles.models.querysets import NEWEST_FIRST, ArticleQuerySet

BLOCK = 200
Rows = QuerySet[Any, Any]
Articles = Callable[[], ArticleQuerySet]
UNFILTERED, NO_IDS = Filters(), (0, ())


class BlockStart(NamedTuple):
    """The key of the first article of a block."""

    published_at: datetime
    pk: int


class KeysetPaginator:
    """Pages of articles, the newest first.

    `articles` builds the queryset of all, `top` the same rows in a form that is faster under a
    small LIMIT. Equal `key`s must mean equal articles.
    """

    def __init__(self, key: Hashable, articles: Articles, top: Articles | None = None) -> None:
        self.key, self.articles, self.top = key, articles, top or articles

    @property
    def total(self) -> int:
        total: int = memory.cached(("total", self.key), self.count)
        return total

    def page_ids(self, start: int, end: int) -> list[int]:
        """The ids of the articles at the positions `start` to before `end`; 0 is the newest."""
        if start >= self.total:
            return []
        ids: list[int] = memory.cached(
            ("page ids", self.key, start, end), lambda: self.fetch_ids(start, end)
        )
        return ids

    def page_articles(self, start: int, end: int) -> ArticleQuerySet:
        """The same articles as a queryset."""
        articles = self.top().order_by(*NEWEST_FIRST)
        if start < BLOCK:
            return articles[start:end]
        block = min(start // BLOCK, len(self.block_starts) - 1)
        above = block * BLOCK
        return articles.starting_at(*self.block_starts[block])[start - above : end - above]

    @property
    def block_starts(self) -> list[BlockStart]:
        starts: list[BlockStart] = memory.cached(("starts", self.key), self.fetch_block_starts)
        return starts

    # Queries

    def count(self) -> int:
        return self.articles().order_by().count()

    def fetch_ids(self, start: int, end: int) -> list[int]:
        return list(self.page_articles(start, end).values_list("pk", flat=True))

    def fetch_block_starts(self) -> list[BlockStart]:
        number = Window(RowNumber(), order_by=[F("published_at").desc(), F("pk").desc()])
        first = self.articles().annotate(offset=Mod(number - 1, BLOCK)).filter(offset=0)
        keys = first.order_by(*NEWEST_FIRST).values_list("published_at", "pk")
        return [BlockStart(at, pk) for at, pk in keys if at]


class ListPaginator(KeysetPaginator):
    """Pages of what the filters leave of a scope, for a reader of the language.

    Without filters its queries are compiled once for all scopes of a kind.
    """

    def __init__(self, scope: Scope, filters: Filters, language: str) -> None:
        super().__init__(
            (scope.key, filters.on_page(1), language),
            lambda: scope.articles.listed(filters, language, taxonomies.ids_of(filters)),
            lambda: scope.articles.listed_top(filters, language, taxonomies.ids_of(filters)),
        )
        self.scope, self.language = scope, language
        self.is_compiled = scope.is_compiled and not filters

    def count(self) -> int:
        if not self.is_compiled:
            return super().count()
        ((total,),) = compiled_rows(self.scope, count_query, self.language)
        return int(total)

    def fetch_ids(self, start: int, end: int) -> list[int]:
        if not self.is_compiled or start >= BLOCK:
            return super().fetch_ids(start, end)
        rows = compiled_rows(self.scope, ids_query, self.language, start, end)
        return [pk for (pk,) in rows]


def count_query(scope: Scope, language: str) -> Rows:
    articles = scope.articles.listed(UNFILTERED, language, NO_IDS).order_by()
    return articles.values(one=Value(1)).annotate(n=Count("pk")).values_list("n")


def ids_query(scope: Scope, language: str, start: int, end: int) -> Rows:
    articles = scope.articles.listed_top(UNFILTERED, language, NO_IDS)
    return articles.order_by(*NEWEST_FIRST).values_list("pk")[start:end]


def compiled_rows(scope: Scope, query: Callable[..., Rows], *options: Any) -> list[Any]:
    """The rows of `query(scope, *options)`, compiled once for all scopes with its `restrict`."""
    here = scope.condition
    kind, slug = (here.kind, here.value) if here else ("", "")
    shape = (scope.restrict, kind, scope.leads_through_years, query, *options)
    return compiled.rows(query_of_kind, *shape, by=scope.by, slug=slug)


def query_of_kind(
    restrict: Restrict,
    kind: str,
    years: bool,
    query: Callable[..., Rows],
    *options: Any,
    by: Any,
    slug: str,
) -> Rows:
    condition = Condition(kind, slug, "") if kind else None
    scope = Scope(restrict, by, "", condition, leads_through_years=years)
    return query(scope, *options)
