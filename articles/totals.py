"""What the site has of each kind, known until something changes."""

from articles import memo
from articles.models import Category, Series, Tag

COMMON = 2000


def topics() -> list[Category]:
    """Those with articles; each has its `total`, as everything here."""
    found: list[Category] = memo.kept("topics", lambda: list(Category.objects.with_articles()))
    return found


def tags() -> list[Tag]:
    found: list[Tag] = memo.kept("tags", Tag.objects.with_articles)
    return found


def all_series() -> list[Series]:
    found: list[Series] = memo.kept("series", lambda: list(Series.objects.with_articles()))
    return found


def is_common(tag: Tag) -> bool:
    """Whether so many articles have it that one soon meets some."""
    uses = memo.kept(("uses", tag.pk), lambda: tag.uses.order_by()[:COMMON].count())
    return bool(uses == COMMON)
