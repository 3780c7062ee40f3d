"""The archive: how many articles each year and month has."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count

from articles.cache import memory
from articles.db.months import MonthNumber
from articles.models import Article


class ArchiveMonth(NamedTuple):
    year: int
    month: int
    total: int


class ArchiveYear(NamedTuple):
    year: int
    total: int
    months: list[ArchiveMonth]


def archive_years(language: str) -> list[ArchiveYear]:
    """The years and months with published articles, the newest first.

    Of translations, those for a reader of the language count, as in lists.
    """
    years: list[ArchiveYear] = memory.cached(
        ("years", language), lambda: fetch_archive_years(language)
    )
    return years


def fetch_archive_years(language: str) -> list[ArchiveYear]:
    rows = (
        Article.objects.published()
        .dedupe_translations(language)
        .order_by()
        .values(number=MonthNumber("published_at"))
        .annotate(total=Count("pk"))
        .order_by("-number")
    )
    months = [ArchiveMonth(r["number"] // 12, r["number"] % 12 + 1, r["total"]) for r in rows]
    grouped = [(year, list(group)) for year, group in groupby(months, lambda month: month.year)]
    return [ArchiveYear(year, sum(m.total for m in group), group) for year, group in grouped]
