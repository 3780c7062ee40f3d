"""What the site has of each kind, known until something changes."""

from typing import TypeVar

from django.db.models import Model, QuerySet, Value

from articles.cache import memory
from articles.db import compiled
from articles.filters import Filters
from articles.models import Category, Series, Tag, User

Thing = TypeVar("Thing", bound=Model)

COMMON = 2000


def topics() -> list[Category]:
    """Those with articles; each has its `total`, as everything here."""
    found: list[Category] = memory.cached(
        "topics", lambda: compiled.rows(Category.objects.with_articles)
    )
    return found


def tags() -> list[Tag]:
    found: list[Tag] = memory.cached("tags", Tag.objects.with_articles)
    return found


def all_series() -> list[Series]:
    found: list[Series] = memory.cached(
        "series", lambda: compiled.rows(Series.objects.with_articles)
    )
    return found


def ids_of(filters: Filters) -> tuple[int, list[int]]:
    """Of the topic and the tags that are named; 0 where there is none."""
    topic, tags = filters.topic, filters.tags
    if not (topic or tags):
        return 0, []
    known: dict[tuple[str, str], int] = memory.cached(
        ("ids", topic, tags), lambda: ids(topic, tags)
    )
    return known.get(("topic", topic), 0), [known.get(("tag", tag), 0) for tag in tags]


def ids(topic: str, tags: tuple[str, ...]) -> dict[tuple[str, str], int]:
    topics = Category.objects.filter(slug=topic).order_by().annotate(kind=Value("topic"))
    theirs = Tag.objects.filter(slug__in=tags).order_by().annotate(kind=Value("tag"))
    columns = ("kind", "slug", "pk")
    found = topics.values_list(*columns).union(theirs.values_list(*columns), all=True)
    return {(kind, slug): pk for kind, slug, pk in found}


def topic(slug: str) -> Category | None:
    found = (each for each in topics() if each.slug == slug)
    return next(found, None) or Category.objects.filter(slug=slug).first()


def tag(slug: str) -> Tag | None:
    return one("tag", slug, Tag.objects.filter(slug=slug))


def series(slug: str) -> Series | None:
    return one("series", slug, Series.objects.filter(slug=slug))


def author(username: str) -> User | None:
    return one("author", username, User.objects.with_articles().filter(username=username))


def one(kind: str, name: str, things: QuerySet[Thing]) -> Thing | None:
    """The first, or None."""
    found: list[Thing] = memory.cached((kind, name), lambda: list(things[:1]))
    return found[0] if found else None


def is_common(tag: Tag) -> bool:
    """Whether so many articles have it that one soon meets some."""
    uses = memory.cached(("uses", tag.pk), lambda: tag.uses.order_by()[:COMMON].count())
    return bool(uses == COMMON)
