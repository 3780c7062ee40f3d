"""A page of a list: its articles, its name and counts, its facets, and the pages around it.

A list page is built in five steps:

1. `Filters.from_request()` parses the query string (articles/filters.py).
2. The view chooses the scope: home, topic, tag, author, year … (scopes.py).
3. `Listing.page()` asks `ListPaginator` for the ids on this page (pagination.py). Their rows are
   read when a template needs them (articles/detail/queries.py).
4. `Listing.facets` counts how the list can be narrowed, if a template asks (facets.py).
5. The view renders the template with the listing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, NamedTuple, Self

from django.http import Http404
from django.urls import reverse

from articles.cache import memory
from articles.detail import queries
from articles.detail.cover_pictures import TOP_ENTRIES
from articles.filters import Filters
from articles.lists.facets import (
    FACET_NAMES,
    LANGUAGES,
    SAMPLE,
    FacetCount,
    facet_counts,
    filter_labels,
    most_used_first,
    offered_facets,
)
from articles.lists.pagination import ListPaginator
from articles.lists.scopes import Condition, Scope, list_name, list_sentence
from articles.models import Article
from articles.models.base import permalink

MOST_NEIGHBOURS = 8
# File name, label and media type.
FEEDS = (
    ("feed.xml", "Atom", "application/atom+xml"),
    ("rss.xml", "RSS", "application/rss+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)


class Chip(NamedTuple):
    """An active filter, with the address of the list without it."""

    kind: str
    label: str
    removal: str


class FacetLink(NamedTuple):
    """`total` is None if the list has too many articles to count them."""

    label: str
    address: str
    total: int | None


class Facet(NamedTuple):
    kind: str
    name: str
    values: list[FacetLink]


class TagLink(NamedTuple):
    label: str
    address: str


class FeedLink(NamedTuple):
    kind: str
    address: str
    media_type: str


@dataclass
class Listing:
    """`ids` are the articles on this page, `total` those of all pages, `size` those of a page."""

    ids: list[int]
    total: int
    size: int
    scope: Scope
    filters: Filters
    language: str
    is_by_date: ClassVar[bool] = True  # else by relevance

    @classmethod
    def page(cls, scope: Scope, filters: Filters, *, language: str, size: int) -> Self:
        """The page `filters.page`. Raises Http404 if the list ends before it."""
        paginator = ListPaginator(scope, filters, language)
        start = (filters.page - 1) * size
        ids = paginator.page_ids(start, start + size)
        if not ids and filters.page > 1:
            raise Http404("the list has no such page")
        return cls(ids, paginator.total, size, scope, filters, language)

    @cached_property
    def articles(self) -> list[Article]:
        """The entries. The first strip is explained; the newest leads home if none is featured.

        The first cover loads at once if it is near the top.
        """
        entries = queries.list_entries(self.ids)
        lead = self.here == reverse("home") and not any(each.featured for each in entries)
        first = next((each for each in entries if each.strip), None)
        with_cover = next((each for each in entries if each.cover), None)
        for number, each in enumerate(entries):
            vars(each)["explains_strip"] = each is first
            vars(each)["is_lead"] = each.featured or (lead and number == 0)
            vars(each)["is_cover_near"] = number < TOP_ENTRIES and each is with_cover
        return entries

    @property
    def has_covers(self) -> bool:
        return any(each.cover for each in self.articles)

    @property
    def has_several_languages(self) -> bool:
        """Whether the reader can narrow the list to one language, or has done so."""
        return bool(self.scope.language) or any(each.kind == "language" for each in self.facets)

    # Labels

    @cached_property
    def conditions(self) -> list[Condition]:
        """What narrows the list: the condition of its address, then its filters."""
        here = self.scope.condition
        names = {(c.kind, c.value): c.label for c in self.facet_counts} if self.filters else {}
        return ([here] if here else []) + filter_conditions(self.filters, names)

    @property
    def name(self) -> str:
        """NLP · #transformer · 2026; '' if nothing narrows the list."""
        return list_name(self.conditions)

    @property
    def sentence(self) -> str:
        return list_sentence(self.conditions, self.total)

    # Facets

    @cached_property
    def facet_counts(self) -> list[FacetCount]:
        counts: list[FacetCount] = memory.cached(
            ("facets", self.scope.key, self.filters.on_page(1), self.language),
            lambda: facet_counts(self.scope, self.filters, self.language),
        )
        return counts

    @cached_property
    def chips(self) -> list[Chip]:
        """The active filters."""
        label_of = {(c.kind, c.value): c.label for c in self.conditions}
        return [
            Chip(kind, label_of[kind, value], with_query(self.scope.address, rest.query()))
            for kind, value, rest in self.filters.each()
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """By what the list can be narrowed further."""
        return [
            Facet(kind, str(FACET_NAMES[kind]), list(map(self.facet_link, values)))
            for kind, values in offered_facets(self.facet_counts, self.total).items()
        ]

    def facet_link(self, count: FacetCount) -> FacetLink:
        filters = self.filters.with_filter(count.kind, count.value)
        total = count.total if self.is_counted else None
        return FacetLink(count.label, with_query(self.scope.address, filters.query()), total)

    @property
    def is_counted(self) -> bool:
        """Whether the facets were counted among all articles of the list."""
        return self.total <= SAMPLE

    @property
    def neighbours(self) -> list[TagLink]:
        """The other tags that the articles of a tag have most often; none with filters."""
        if self.filters:
            return []
        tags = [each for each in most_used_first(self.facet_counts) if each.kind == "tag"]
        return [
            TagLink(each.label, permalink("tag", each.value)) for each in tags[:MOST_NEIGHBOURS]
        ]

    @property
    def feeds(self) -> list[FeedLink]:
        return feed_links(self.scope, self.filters)

    # Pages

    @property
    def number(self) -> int:
        return self.filters.page

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first article on this page; the newest of the list is 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.ids) - 1

    @property
    def here(self) -> str:
        """The address of this page."""
        return self.page_address(self.number)

    @property
    def canonical(self) -> str:
        """The same; if a topic or tag page shows the same articles, its address."""
        return (self.total and equal_address(self.scope, self.filters)) or self.here

    @property
    def is_indexed(self) -> bool:
        """Whether search engines should index the page: not combinations of filters."""
        return not self.filters or self.canonical != self.here

    @property
    def newer(self) -> str:
        """The address of the page before; '' on the first page."""
        return self.page_address(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        """The address of the next page; '' on the last page."""
        return self.page_address(self.number + 1) if self.number < self.pages else ""

    def page_address(self, number: int) -> str:
        if number > 1 and self.scope.address == reverse("home"):
            rest = self.filters.on_page(1).query()
            return with_query(reverse("home_page", args=[number]), rest)
        return with_query(self.scope.address, self.filters.on_page(number).query())


def filter_conditions(filters: Filters, names: dict[tuple[str, str], str]) -> list[Condition]:
    """The filters with their labels. A filter without a name is shown by its slug."""
    known = {("language", code): label for code, label in LANGUAGES.items()} | names
    each = [(kind, value) for kind, value, _rest in filters.each()]
    return [Condition(kind, value, known.get((kind, value), value)) for kind, value in each]


def name_of_list(scope: Scope, filters: Filters) -> str:
    """`Listing.name` without building a listing."""
    names = filter_labels(filters) if filters else {}
    here = [scope.condition] if scope.condition else []
    return list_name([*here, *filter_conditions(filters, names)])


def feed_links(scope: Scope, filters: Filters) -> list[FeedLink]:
    """The feeds of a list, except those of the whole site, which every page announces."""
    query = filters.on_page(1).query()
    links = [
        FeedLink(kind, with_query(scope.feed(name), query), media_type)
        for name, kind, media_type in FEEDS
    ]
    site_feeds = {reverse("atom"), reverse("rss"), reverse("json_feed")}
    return [link for link in links if link.address not in site_feeds]


def equal_address(scope: Scope, filters: Filters) -> str:
    """The topic or tag page that shows the same articles as a filtered home page; '' if none."""
    kinds = [(kind, value) for kind, value, _rest in filters.each()]
    if scope.address != reverse("home") or len(kinds) != 1:
        return ""
    ((kind, value),) = kinds
    if kind not in {"topic", "tag"}:
        return ""
    page = filters.page if filters.page > 1 else 0
    return with_query(permalink(kind, value), f"page={page}" if page else "")


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
