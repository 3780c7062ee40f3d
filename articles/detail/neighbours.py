"""Previous and next article: in the series, else in the topic, else in the whole site."""

from __future__ import annotations

from typing import NamedTuple

from articles.detail import queries
from articles.detail.series_place import SeriesPlace
from articles.models import Article


class PrevNext(NamedTuple):
    """`within` is the name of the series or topic; '' if the neighbours are of the whole site."""

    previous: Article | None = None
    next: Article | None = None
    within: str = ""

    def __bool__(self) -> bool:
        return bool(self.previous or self.next)


def prev_next(article: Article, place: SeriesPlace) -> PrevNext:
    if article.series and place.number:
        return PrevNext(place.previous, place.next, article.series.name)
    return by_date(article) if article.published_at else PrevNext()


def by_date(article: Article) -> PrevNext:
    at = (article.published_at, article.pk)
    near = queries.neighbours(article)
    return PrevNext(
        next((a for a in near if (a.published_at, a.pk) < at), None),
        next((a for a in near if (a.published_at, a.pk) > at), None),
        article.category.name if article.category else "",
    )
