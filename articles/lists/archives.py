"""How many articles each month holds."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count

from articles.cache import memory
from articles.db.months import MonthNumber
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
    """Newest first."""
    found: list[Year] = memory.cached("years", counted)
    return found


def counted() -> list[Year]:
    """From one query."""
    rows = (
        Article.objects.published()
        .order_by()
        .values(number=MonthNumber("published_at"))
        .annotate(total=Count("pk"))
        .order_by("-number")
    )
    months = [Month(r["number"] // 12, r["number"] % 12 + 1, r["total"]) for r in rows]
    grouped = [(year, list(group)) for year, group in groupby(months, lambda m: m.year)]
    return [Year(year, sum(m.total for m in group), group) for year, group in grouped]
