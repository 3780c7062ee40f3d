"""The overview of series: of each its parts in order, their length, and when the last appeared.

One query reads the parts of all series, at most MOST_PARTS.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import NamedTuple, cast

from articles.cache import memory
from articles.detail.series_place import sum_of_minutes
from articles.lists import taxonomies
from articles.models import Article, Series

MOST_PARTS = 2000
MOST_LISTED = 8  # parts of a series; its own page lists all


class SeriesOverview(NamedTuple):
    """`series.total` is the number of its parts."""

    series: Series
    parts: list[Article]

    @property
    def minutes(self) -> int:
        return sum_of_minutes(self.parts)

    @property
    def latest(self) -> datetime | None:
        return max((part.published_at for part in self.parts if part.published_at), default=None)

    @property
    def listed(self) -> list[Article]:
        return self.parts[:MOST_LISTED]

    @property
    def is_cut(self) -> bool:
        return len(self.parts) > MOST_LISTED


def series_overviews() -> list[SeriesOverview]:
    return cast(list[SeriesOverview], memory.cached("series overviews", fetch_series_overviews))


def fetch_series_overviews() -> list[SeriesOverview]:
    parts = Article.objects.published().in_every_series()[:MOST_PARTS]
    of_series = {pk: list(some) for pk, some in groupby(parts, lambda part: part.series_id)}
    return [SeriesOverview(each, of_series.get(each.pk, [])) for each in taxonomies.all_series()]
