"""Charts of months, on the home page and in the archive: when, how much and what appeared."""

import json
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from statistics import median_low
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.cache import memory
from articles.models import Article

SLOTS = 15  # in a month; a slot is about two days
PITCH = 8  # units of the SVG between two slots
WIDTH = SLOTS * PITCH
BASE, LOW, TALLEST = 30, 2.5, 27  # y of the base line; heights of an empty and of the fullest slot
MOST_ARTICLES = 2000  # the newest, that are drawn
MOST_TITLES = 3  # that a slot or a month names
# An import of many articles on one day must not flatten the other days: heights are proportional up
# to this many times the median, and what is longer is TALLEST.
MOST_MEDIANS = 3
LEAST_HEIGHT = 4  # of what is not empty
MOVE = re.compile(r"M(\d+)")


class ReadingMinutes(NamedTuple):
    prose: float
    code: float
    formulas: float


class ChartArticle(NamedTuple):
    """`month` counts from the first of the months, `slot` within the month; both from 0."""

    month: int
    slot: int
    title: str
    minutes: ReadingMinutes


class ChartBar(NamedTuple):
    """The articles of a slot: `area` reacts to the pointer, `paths` are (CSS class, SVG path)."""

    titles: str
    area: str
    paths: list[tuple[str, str]]


class ChartMonth(NamedTuple):
    """`titles` name the articles of the month, `empty` is the SVG path of slots without any."""

    year: int
    month: int
    total: int
    titles: str
    empty: str
    bars: list[ChartBar]


class YearChart(NamedTuple):
    """Twelve months, the oldest first, each `width` wide, and the languages of their articles."""

    months: list[ChartMonth]
    width: int
    languages: frozenset[str]

    @property
    def paths(self) -> list[tuple[str, str]]:
        """The whole year as one drawing: pairs of a CSS class and an SVG path."""
        return [
            (name, moved_right(path, n * self.width))
            for n, month in enumerate(self.months)
            for name, path in [("p", month.empty), *(p for bar in month.bars for p in bar.paths)]
        ]


def year_chart(today: date, only: str = "") -> YearChart:
    """`only` is a language: articles in others are left out."""
    chart: YearChart = memory.cached(
        ("year chart", today, only), lambda: draw_year_chart(today, only)
    )
    return chart


def draw_year_chart(today: date, only: str = "") -> YearChart:
    months = last_twelve_months(today)
    first = datetime(*months[0], 1, tzinfo=timezone.get_current_timezone())
    written = Article.objects.published().written_in(only)
    recent = written.filter(published_at__gte=first).order_by("-published_at")
    counts = Cast("counts", TextField())
    rows = list(recent.values_list("published_at", "title", "language", counts)[:MOST_ARTICLES])
    drawn = drawn_articles(((at, title, count) for at, title, _language, count in rows), months)
    languages = frozenset(language for _at, _title, language, _count in rows)
    return YearChart(list(draw_months(months, drawn)), WIDTH, languages)


def last_twelve_months(today: date) -> list[tuple[int, int]]:
    """Pairs of year and month; the present month is last."""
    now = today.year * 12 + today.month - 1
    return [(n // 12, n % 12 + 1) for n in range(now - 11, now + 1)]


def drawn_articles(
    rows: Iterable[tuple[datetime | None, str, str]], months: list[tuple[int, int]]
) -> list[ChartArticle]:
    """The articles with their places in the chart, in the order of the rows."""
    zone, drawn = timezone.get_current_timezone(), []
    number = {month: n for n, month in enumerate(months)}
    for at, title, counts in rows:
        if at:  # a published article has a date
            day = at.astimezone(zone)
            slot = (day.day - 1) * SLOTS // monthrange(day.year, day.month)[1]
            place = number[day.year, day.month]
            drawn.append(ChartArticle(place, slot, title, reading_minutes(counts)))
    return drawn


@lru_cache(maxsize=2 * MOST_ARTICLES)
def reading_minutes(counts: str) -> ReadingMinutes:
    """Of one article, from its `counts` as JSON."""
    of = json.loads(counts)
    prose = of.get("han", 0) / 400 + of.get("words", 0) / 220
    code, formulas = of.get("code_lines", 0) / 20, of.get("displays", 0) / 6
    return ReadingMinutes(max(prose, 0.5), code, formulas)


def draw_months(
    months: list[tuple[int, int]], articles: list[ChartArticle]
) -> Iterable[ChartMonth]:
    """The months at one scale, that of full_height() of all their slots."""
    slots: dict[tuple[int, int], list[ChartArticle]] = defaultdict(list)
    for article in articles:
        slots[article.month, article.slot].append(article)
    most = full_height([sum(total_minutes(each)) for each in slots.values()])
    for n, (year, month) in enumerate(months):
        here = [article for article in articles if article.month == n]
        bars = [draw_slot(slots[n, m], m, most) for m in range(SLOTS) if (n, m) in slots]
        empty = (m for m in range(SLOTS) if (n, m) not in slots)
        path = "".join(f"M{slot_middle(m)} {BASE}V{BASE - LOW}" for m in empty)
        yield ChartMonth(year, month, len(here), joined_titles(here), path, bars)


def draw_slot(articles: list[ChartArticle], slot: int, most: float) -> ChartBar:
    x = slot_middle(slot)
    paths = stacked_bar(total_minutes(articles), x, most)
    return ChartBar(joined_titles(articles), f"M{x} {BASE}V0", paths)


def full_height(minutes: list[float]) -> float:
    """The minutes that are drawn TALLEST, for bars that stand side by side."""
    return min(max(minutes), MOST_MEDIANS * median_low(minutes)) if minutes else 1


def stacked_bar(minutes: ReadingMinutes, x: int, most: float) -> list[tuple[str, str]]:
    """Prose, code and formulas, stacked; `most` minutes or more are TALLEST units high."""
    y, paths, total = float(BASE), [], sum(minutes)
    tall = min(max(total / most * TALLEST, LEAST_HEIGHT), TALLEST)
    for name, part in zip(("h", "c y", "f y"), minutes, strict=True):
        height = part / total * tall
        if height >= 0.1:
            paths.append((name, f"M{x} {y:.1f}V{y - height:.1f}"))
            y -= height
    return paths


def total_minutes(articles: list[ChartArticle]) -> ReadingMinutes:
    return ReadingMinutes(*map(sum, zip(*(each.minutes for each in articles), strict=True)))


def joined_titles(articles: list[ChartArticle]) -> str:
    """The titles of the newest articles, the oldest of them first."""
    named = [article.title for article in articles[:MOST_TITLES]][::-1]
    return " · ".join(["…"] * (len(articles) > MOST_TITLES) + named)


def moved_right(path: str, by: int) -> str:
    return MOVE.sub(lambda move: f"M{int(move[1]) + by}", path)


def slot_middle(slot: int) -> int:
    return slot * PITCH + PITCH // 2
