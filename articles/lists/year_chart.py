"""The last twelve months of publishing, drawn: when, how much, and of what."""

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

SLOTS = 13  # a month; one is a little more than two days
PITCH = 8
BASE, LOW, TALLEST = 71, 4, 62
MOST_ARTICLES = 2000


class Amount(NamedTuple):
    """Minutes of reading."""

    prose: float
    code: float
    formulas: float


class Year(NamedTuple):
    """`months` are their numbers, oldest first; `paths` the shapes by their class."""

    months: list[str]
    width: int
    paths: list[tuple[str, str]]


def chart(today: date) -> Year:
    found: Year = memory.cached(("almanac", today), lambda: drawn(today))
    return found


def drawn(today: date) -> Year:
    months = last_months(today)
    first = datetime(*months[0], 1, tzinfo=timezone.get_current_timezone())
    recent = Article.objects.published().filter(published_at__gte=first)
    counts = Cast("counts", TextField())
    rows = recent.order_by("-published_at").values_list("published_at", counts)[:MOST_ARTICLES]
    slots = by_slot(rows, months)
    return Year([f"{month:02d}" for _year, month in months], 12 * SLOTS * PITCH, list(paths(slots)))


def last_months(today: date) -> list[tuple[int, int]]:
    """Twelve, the present one last."""
    now = today.year * 12 + today.month - 1
    return [(n // 12, n % 12 + 1) for n in range(now - 11, now + 1)]


def by_slot(
    rows: Iterable[tuple[datetime | None, str]], months: list[tuple[int, int]]
) -> dict[int, Amount]:
    slots: dict[int, Amount] = defaultdict(lambda: Amount(0, 0, 0))
    zone = timezone.get_current_timezone()
    starts = {month: (n * SLOTS, monthrange(*month)[1]) for n, month in enumerate(months)}
    for at, said in rows:
        if at:  # what is published has a date
            day = at.astimezone(zone)
            start, days = starts[day.year, day.month]
            place = start + (day.day - 1) * SLOTS // days
            before, more = slots[place], amount(said)
            slots[place] = Amount(before[0] + more[0], before[1] + more[1], before[2] + more[2])
    return slots


@lru_cache(maxsize=2 * MOST_ARTICLES)
def amount(said: str) -> Amount:
    """Of an article's counts, as they are stored."""
    counts = json.loads(said)
    prose = counts.get("han", 0) / 400 + counts.get("words", 0) / 220
    return Amount(max(prose, 0.5), counts.get("code_lines", 0) / 20, counts.get("displays", 0) / 6)


def paths(slots: dict[int, Amount]) -> Iterable[tuple[str, str]]:
    """Silence first, then the channels, each standing on the one before."""
    most = max((sum(each) for each in slots.values()), default=1)
    silent = (n for n in range(12 * SLOTS) if n not in slots)
    yield "p", "".join(f"M{middle(n)} {BASE}V{BASE - LOW}" for n in silent)
    for number, name in enumerate(("h", "c y", "f y")):
        shapes = []
        for n, each in sorted(slots.items()):
            start = BASE - sum(each[:number]) / most * TALLEST
            end = BASE - sum(each[: number + 1]) / most * TALLEST
            if start - end >= 0.1:
                shapes.append(f"M{middle(n)} {start:.1f}V{end:.1f}")
        yield name, "".join(shapes)


def middle(slot: int) -> int:
    return slot * PITCH + PITCH // 2
