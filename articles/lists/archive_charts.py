"""The charts of years in the archive, all at one scale."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.cache import memory
from articles.filters import year_span
from articles.lists.archives import ArchiveYear, archive_years
from articles.lists.listing import Listing
from articles.lists.year_chart import WIDTH, YearChart, draw_months, drawn_articles
from articles.models import Article

MOST_ARTICLES = 2000  # the newest of the years, that are drawn

Row = tuple[datetime, str, str]  # date, title, counts as JSON


class DrawnYear(NamedTuple):
    """`minutes` of reading; 0 if the chart has only some of the articles of the year."""

    total: int
    minutes: int
    chart: YearChart


class ArchiveGroup(NamedTuple):
    """The articles of a year on a page. `drawn` is None if filters leave out some of the year."""

    year: int
    articles: list[Article]
    drawn: DrawnYear | None


def archive_groups(listing: Listing) -> list[ArchiveGroup]:
    """The articles of a page of the archive by year, each with the chart of its whole year."""
    by_year = {
        year: list(articles) for year, articles in groupby(listing.articles, lambda a: a.year)
    }
    drawn = {} if listing.filters else drawn_years(list(by_year), listing.language)
    return [ArchiveGroup(year, few, drawn.get(year)) for year, few in by_year.items()]


def drawn_years(years: Sequence[int], language: str) -> dict[int, DrawnYear]:
    """The charts of these years, the newest first. No other year between them has articles."""
    if not years:
        return {}
    drawn: dict[int, DrawnYear] = memory.cached(
        ("drawn years", years[0], years[-1], language), lambda: draw_years(years, language)
    )
    return drawn


def draw_years(years: Sequence[int], language: str) -> dict[int, DrawnYear]:
    rows = newest_rows(years, language)
    numbers = [(year, month) for year in years for month in range(1, 13)]
    months = list(draw_months(numbers, drawn_articles(rows, numbers)))
    totals = {month[:2]: month.total for y in archive_years(language) for month in y.months}
    months = [month._replace(total=totals.get(month[:2], 0)) for month in months]
    minutes = minutes_of_years(rows, {year.year: year for year in archive_years(language)})
    return {
        year: DrawnYear(
            sum(month.total for month in months[12 * n : 12 * n + 12]),
            minutes.get(year, 0),
            YearChart(months[12 * n : 12 * n + 12], WIDTH, frozenset()),
        )
        for n, year in enumerate(years)
    }


def newest_rows(years: Sequence[int], language: str) -> list[Row]:
    span = year_span(years[-1])[0], year_span(years[0])[1]
    listed = Article.objects.published().between(*span).dedupe_translations(language)
    counts = Cast("counts", TextField())
    shown = listed.order_by("-published_at").values_list("published_at", "title", counts)
    return list(shown[:MOST_ARTICLES])


def minutes_of_years(rows: list[Row], years: dict[int, ArchiveYear]) -> dict[int, int]:
    """Of the years of which all articles are among the rows."""
    found: dict[int, list[int]] = {}
    for at, _title, counts in rows:
        minutes = json.loads(counts).get("minutes", 1)
        found.setdefault(timezone.localtime(at).year, []).append(minutes)
    return {
        year: sum(each)
        for year, each in found.items()
        if year in years and len(each) == years[year].total
    }
