"""What the site has of each kind, known until something changes."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from articles import memo, prepared
from articles.models import Category, Series, Tag, User

Thing = TypeVar("Thing", bound=Model)

COMMON = 2000


def topics() -> list[Category]:
    """Those with articles; each has its `total`, as everything here."""
    found: list[Category] = memo.kept(
        "topics", lambda: prepared.rows(Category.objects.with_articles)
    )
    return found


def tags() -> list[Tag]:
    found: list[Tag] = memo.kept("tags", Tag.objects.with_articles)
    return found


def all_series() -> list[Series]:
    found: list[Series] = memo.kept("series", lambda: prepared.rows(Series.objects.with_articles))
    return found


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
    found: list[Thing] = memo.kept((kind, name), lambda: list(things[:1]))
    return found[0] if found else None


def is_common(tag: Tag) -> bool:
    """Whether so many articles have it that one soon meets some."""
    uses = memo.kept(("uses", tag.pk), lambda: tag.uses.order_by()[:COMMON].count())
    return bool(uses == COMMON)
