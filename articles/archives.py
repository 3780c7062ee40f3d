"""How many articles each month holds."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncMonth

from articles.models import Article


class Month(NamedTuple):
    year: int
    month: int
    total: int


class Year(NamedTuple):
    year: int
    total: int
    months: list[Month]


def years() -> list[Year]:
    """Newest first, from one query."""
    rows = (
        Article.objects.published()
        .order_by()
        .values(start=TruncMonth("published_at"))
        .annotate(total=Count("pk"))
        .order_by("-start")
    )
    months = [Month(row["start"].year, row["start"].month, row["total"]) for row in rows]
    grouped = [(year, list(group)) for year, group in groupby(months, lambda m: m.year)]
    return [Year(year, sum(m.total for m in group), group) for year, group in grouped]
