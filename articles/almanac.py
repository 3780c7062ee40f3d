"""The last twelve months of publishing, drawn: when, how much, and of what."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from articles import memo
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
    found: Year = memo.kept(("almanac", today), lambda: drawn(today))
    return found


def drawn(today: date) -> Year:
    months = last_months(today)
    first = datetime(*months[0], 1, tzinfo=timezone.get_current_timezone())
    recent = Article.objects.published().filter(published_at__gte=first)
    rows = recent.order_by("-published_at").values_list("published_at", "counts")[:MOST_ARTICLES]
    slots = by_slot(rows, months)
    return Year([f"{month:02d}" for _year, month in months], 12 * SLOTS * PITCH, list(paths(slots)))


def last_months(today: date) -> list[tuple[int, int]]:
    """Twelve, the present one last."""
    now = today.year * 12 + today.month - 1
    return [(n // 12, n % 12 + 1) for n in range(now - 11, now + 1)]


def by_slot(
    rows: Iterable[tuple[datetime | None, dict[str, Any]]], months: list[tuple[int, int]]
) -> dict[int, Amount]:
    slots: dict[int, Amount] = defaultdict(lambda: Amount(0, 0, 0))
    for at, counts in rows:
        day = timezone.localtime(at)  # published, so that there is a date
        place = months.index((day.year, day.month)) * SLOTS
        place += (day.day - 1) * SLOTS // monthrange(day.year, day.month)[1]
        slots[place] = Amount(*map(sum, zip(slots[place], amount(counts), strict=True)))
    return slots


def amount(counts: dict[str, Any]) -> Amount:
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
