"""Where an article leads on: to the next part of its series, else in its topic, else in all."""

from __future__ import annotations

from typing import NamedTuple

from articles.detail import queries
from articles.models import Article


class PrevNext(NamedTuple):
    """`within` is the series or topic that both belong to; empty where it is everything."""

    previous: Article | None = None
    next: Article | None = None
    within: str = ""

    def __bool__(self) -> bool:
        return bool(self.previous or self.next)


def prev_next(article: Article, parts: list[Article]) -> PrevNext:
    """`parts` are those of its series that are public, in their order."""
    if article.series and article in parts:
        place = parts.index(article)
        before = parts[place - 1] if place else None
        return PrevNext(before, next(iter(parts[place + 1 :]), None), article.series.name)
    return by_date(article) if article.published_at else PrevNext()


def by_date(article: Article) -> PrevNext:
    at = (article.published_at, article.pk)
    near = queries.neighbours(article)
    return PrevNext(
        next((a for a in near if (a.published_at, a.pk) < at), None),
        next((a for a in near if (a.published_at, a.pk) > at), None),
        article.category.name if article.category else "",
    )
