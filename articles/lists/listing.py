"""One page of a list of articles: what it holds, what it says of that, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.http import Http404
from django.urls import reverse

from articles.cache import memory
from articles.detail import queries
from articles.filters import Filters
from articles.lazy import lazy
from articles.lists import labels
from articles.lists.facets import LANGUAGES, SAMPLE, Found, by_use, found_in, names_of, offered
from articles.lists.pagination import paginator_of
from articles.lists.scopes import Condition, Place
from articles.models import Article
from articles.permalinks import permalink

NEIGHBOURS = 12
FEEDS = (("feed.xml", "Atom"), ("rss.xml", "RSS"))


class Chip(NamedTuple):
    kind: str
    label: str
    removal: str


class Narrower(NamedTuple):
    """`total` is None where there are too many articles to count."""

    label: str
    address: str
    total: int | None


class Facet(NamedTuple):
    kind: str
    name: str
    values: list[Narrower]


class Link(NamedTuple):
    label: str
    address: str


class Feed(NamedTuple):
    kind: str
    address: str


@dataclass
class Listing:
    articles: list[Article]
    total: int
    size: int
    place: Place
    filters: Filters
    language: str

    @classmethod
    def of(cls, place: Place, filters: Filters, *, language: str, size: int) -> Listing:
        """The page that the filters ask for; Http404 where the list ends before it."""
        paginator = paginator_of(place, filters, language)
        start = (filters.page - 1) * size
        chosen = paginator.chosen(start, start + size)
        if not chosen and filters.page > 1:
            raise Http404("the list has no such page")
        rows = lazy(lambda: queries.list_entries(chosen))
        return cls(rows, paginator.total, size, place, filters, language)

    # What does it show?

    @cached_property
    def conditions(self) -> list[Condition]:
        """All that narrows it: its address, then its filters."""
        here = self.place.condition
        names = {(f.kind, f.value): f.label for f in self.found} if self.filters else {}
        return ([here] if here else []) + conditions(self.filters, names)

    @property
    def name(self) -> str:
        """NLP · #transformer · 2026; empty where nothing narrows it."""
        return labels.name(self.conditions)

    @property
    def sentence(self) -> str:
        return labels.sentence(self.conditions, self.total)

    # Where does it lead?

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters, each with the address of the list without it."""
        label_of = {(c.kind, c.value): c.label for c in self.conditions}
        return [
            Chip(kind, label_of[kind, value], with_query(self.place.address, rest.query()))
            for kind, value, rest in self.filters.each()
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """What it can be narrowed to further."""
        return [
            Facet(kind, str(labels.KINDS[kind]), list(map(self.narrower, values)))
            for kind, values in offered(self.found, self.total).items()
        ]

    @property
    def neighbours(self) -> list[Link]:
        """The tags that its articles have most often besides, for the page of a tag."""
        tags = [f for f in by_use(self.found) if f.kind == "tag" and not self.filters]
        return [Link(f.label, permalink("tag", f.value)) for f in tags[:NEIGHBOURS]]

    @property
    def feeds(self) -> list[Feed]:
        return feeds_of(self.place, self.filters)

    @cached_property
    def found(self) -> list[Found]:
        key = (self.place.address, self.filters.on_page(1), self.language)
        return memory.cached(
            ("found", *key), lambda: found_in(self.place, self.filters, self.language)
        )

    def narrower(self, found: Found) -> Narrower:
        filters = self.filters.narrowed(found.kind, found.value)
        total = found.total if self.is_counted else None
        return Narrower(found.label, with_query(self.place.address, filters.query()), total)

    @property
    def is_counted(self) -> bool:
        """Whether all its articles were looked at for what they can be narrowed to."""
        return self.total <= SAMPLE

    # Its pages

    @property
    def number(self) -> int:
        return self.filters.page

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
        """The address of this very page."""
        return self.at(self.number)

    @property
    def canonical(self) -> str:
        """The same, or that of the topic or tag whose page shows the same articles."""
        return (self.total and same_as(self.place, self.filters)) or self.here

    @property
    def is_indexed(self) -> bool:
        """Whether search engines should keep it; of combinations there are too many."""
        return not self.filters or self.canonical != self.here

    @property
    def newer(self) -> str:
        return self.at(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        return self.at(self.number + 1) if self.number < self.pages else ""

    def at(self, number: int) -> str:
        if number > 1 and self.place.address == reverse("home"):
            rest = self.filters.on_page(1).query()
            return with_query(reverse("home_page", args=[number]), rest)
        return with_query(self.place.address, self.filters.on_page(number).query())


def conditions(filters: Filters, names: dict[tuple[str, str], str]) -> list[Condition]:
    """The filters with their names; what has none is called by its slug."""
    known = {("language", code): label for code, label in LANGUAGES.items()} | names
    each = [(kind, value) for kind, value, _rest in filters.each()]
    return [Condition(kind, value, known.get((kind, value), value)) for kind, value in each]


def name_of(place: Place, filters: Filters) -> str:
    """What `Listing.name` says, without the list."""
    names = names_of(filters) if filters else {}
    here = [place.condition] if place.condition else []
    return labels.name([*here, *conditions(filters, names)])


def feeds_of(place: Place, filters: Filters) -> list[Feed]:
    """The feeds of a list; none where they are the site's own, which every page announces."""
    query = filters.on_page(1).query()
    feeds = [Feed(kind, with_query(place.feed(name), query)) for name, kind in FEEDS]
    own = {reverse("atom"), reverse("rss")}
    return [feed for feed in feeds if feed.address not in own]


def same_as(place: Place, filters: Filters) -> str:
    """The page of a topic or tag that shows what these filters leave of the home page."""
    kinds = [(kind, value) for kind, value, _rest in filters.each()]
    if place.address != reverse("home") or len(kinds) != 1:
        return ""
    ((kind, value),) = kinds
    if kind not in {"topic", "tag"}:
        return ""
    page = filters.page if filters.page > 1 else 0
    return with_query(permalink(kind, value), f"page={page}" if page else "")


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
