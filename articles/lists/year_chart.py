"""The chart of the last twelve months on the home page: when, how much and what was published."""

import json
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.cache import memory
from articles.models import Article

SLOTS = 13  # in a month; a slot is a little more than two days
PITCH = 8  # units of the SVG between two slots
BASE, LOW, TALLEST = 71, 4, 62  # y of the base line; heights of an empty and of the fullest slot
MOST_ARTICLES = 2000  # the newest, that are drawn


class ReadingMinutes(NamedTuple):
    prose: float
    code: float
    formulas: float


class YearChart(NamedTuple):
    """`months` are numbers, the oldest first; `paths` pairs of a CSS class and an SVG path."""

    months: list[str]
    width: int
    paths: list[tuple[str, str]]


def year_chart(today: date) -> YearChart:
    chart: YearChart = memory.cached(("year chart", today), lambda: draw_year_chart(today))
    return chart


def draw_year_chart(today: date) -> YearChart:
    months = last_twelve_months(today)
    first = datetime(*months[0], 1, tzinfo=timezone.get_current_timezone())
    recent = Article.objects.published().filter(published_at__gte=first)
    counts = Cast("counts", TextField())
    rows = recent.order_by("-published_at").values_list("published_at", counts)[:MOST_ARTICLES]
    slots = minutes_by_slot(rows, months)
    names = [f"{month:02d}" for _year, month in months]
    return YearChart(names, 12 * SLOTS * PITCH, list(year_chart_paths(slots)))


def last_twelve_months(today: date) -> list[tuple[int, int]]:
    """Pairs of year and month; the present month is last."""
    now = today.year * 12 + today.month - 1
    return [(n // 12, n % 12 + 1) for n in range(now - 11, now + 1)]


def minutes_by_slot(
    rows: Iterable[tuple[datetime | None, str]], months: list[tuple[int, int]]
) -> dict[int, ReadingMinutes]:
    """The minutes of all articles in each slot that has some."""
    slots: dict[int, ReadingMinutes] = defaultdict(lambda: ReadingMinutes(0, 0, 0))
    zone = timezone.get_current_timezone()
    starts = {month: (n * SLOTS, monthrange(*month)[1]) for n, month in enumerate(months)}
    for at, counts in rows:
        if at:  # a published article has a date
            day = at.astimezone(zone)
            start, days = starts[day.year, day.month]
            slot = start + (day.day - 1) * SLOTS // days
            pairs = zip(slots[slot], reading_minutes(counts), strict=True)
            slots[slot] = ReadingMinutes(*(before + more for before, more in pairs))
    return slots


@lru_cache(maxsize=2 * MOST_ARTICLES)
def reading_minutes(counts: str) -> ReadingMinutes:
    """Of one article, from its `counts` as JSON."""
    of = json.loads(counts)
    prose = of.get("han", 0) / 400 + of.get("words", 0) / 220
    code, formulas = of.get("code_lines", 0) / 20, of.get("displays", 0) / 6
    return ReadingMinutes(max(prose, 0.5), code, formulas)


def year_chart_paths(slots: dict[int, ReadingMinutes]) -> Iterable[tuple[str, str]]:
    """SVG paths in order: empty slots, prose, code, formulas, stacked."""
    most = max((sum(each) for each in slots.values()), default=1)
    empty = (n for n in range(12 * SLOTS) if n not in slots)
    yield "p", "".join(f"M{slot_middle(n)} {BASE}V{BASE - LOW}" for n in empty)
    for number, name in enumerate(("h", "c y", "f y")):
        shapes = []
        for n, each in sorted(slots.items()):
            start = BASE - sum(each[:number]) / most * TALLEST
            end = BASE - sum(each[: number + 1]) / most * TALLEST
            if start - end >= 0.1:
                shapes.append(f"M{slot_middle(n)} {start:.1f}V{end:.1f}")
        yield name, "".join(shapes)


def slot_middle(slot: int) -> int:
    return slot * PITCH + PITCH // 2
