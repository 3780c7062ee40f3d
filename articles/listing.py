"""One page of a list of articles: what it holds, where it leads, which filters it shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet, Value
from django.http import Http404
from django.urls import reverse

from articles.filters import Filters
from articles.models import Article, Category, Tag
from articles.querysets import ArticleQuerySet


class Chip(NamedTuple):
    kind: str
    label: str
    removal: str


@dataclass
class Listing:
    articles: list[Article]
    total: int
    size: int
    number: int
    address: str
    filters: Filters

    @classmethod
    def of(cls, articles: ArticleQuerySet, filters: Filters, *, address: str, size: int) -> Listing:
        """The page that the filters ask for; Http404 where the list ends before it."""
        rows = list(articles.matching(filters).page(filters.page, size))
        if not rows and filters.page > 1:
            raise Http404("the list has no such page")
        total = rows[0].total if rows else 0  # type: ignore[attr-defined]
        return cls(rows, total, size, filters.page, address, filters)

    @cached_property
    def chips(self) -> list[Chip]:
        return chips_of(self.filters, self.address)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.articles) - 1

    @property
    def here(self) -> str:
        """The canonical address of this very page."""
        return self.at(self.number)

    @property
    def newer(self) -> str:
        return self.at(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        return self.at(self.number + 1) if self.number < self.pages else ""

    def at(self, number: int) -> str:
        if self.address == reverse("home") and number > 1:
            rest = self.filters.on_page(1).query()
            return with_query(reverse("home_page", args=[number]), rest)
        return with_query(self.address, self.filters.on_page(number).query())


def chips_of(filters: Filters, address: str) -> list[Chip]:
    """The filters in words, each with the address of the list without it."""
    if not filters:
        return []
    names = names_of(filters)
    return [
        Chip(kind, names.get((kind, value), value), with_query(address, rest.query()))
        for kind, value, rest in filters.each()
    ]


def names_of(filters: Filters) -> dict[tuple[str, str], str]:
    """The names of the topic and the tags that the filters mention, in one query."""
    topics = Category.objects.filter(slug=filters.topic).order_by()
    tags = Tag.objects.filter(slug__in=filters.tags).order_by()
    rows = named(topics, "topic").union(named(tags, "tag"), all=True)
    return {(row["kind"], row["slug"]): row["name"] for row in rows}


def named(things: QuerySet[Any], kind: str) -> QuerySet[Any]:
    return things.annotate(kind=Value(kind, CharField())).values("kind", "slug", "name")


def with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
