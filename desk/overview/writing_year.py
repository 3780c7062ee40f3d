"""A year of writing: a line for each day, as high as what somebody wrote on it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from math import sqrt
from typing import NamedTuple

from django.db.models import Func
from django.utils import timezone

from articles.db.days import totals_by_day
from articles.lists.year_chart import last_twelve_months
from articles.models import Article, User
from desk.models import Revision

PITCH = 3  # units of the SVG between two days
WIDTH, HEIGHT = 31 * PITCH, 72
BASE, EMPTY, LOWEST, TALLEST = 66, 1.5, 4, 48  # y of the base line; heights of days
DOTS = 6  # y of the dots
Kind = Revision.Kind
# What is imported, restored or merged was written before.
WRITTEN = (Kind.AUTOSAVE, Kind.SAVED, Kind.PUBLISHED)


class WrittenDay(NamedTuple):
    """`characters` were added on the day, and `published` is the number of articles of it."""

    day: date
    characters: int
    published: int


class WrittenMonth(NamedTuple):
    """`paths` are paths of SVG by their class: b the base line, z days without a text, p days with
    one, x days with articles, n today."""

    number: int
    paths: dict[str, str]


class WritingYear(NamedTuple):
    """The present month and the eleven before it. The numbers are of all of them."""

    months: list[WrittenMonth]
    days: int
    characters: int
    published: int
    today: int

    @classmethod
    def of(cls, user: User, today: date) -> "WritingYear":
        """What this user wrote, and their articles that readers see. Two queries."""
        days = list(written_days(user, today))
        return cls(
            list(drawn_months(days)),
            sum(each.characters > 0 for each in days),
            sum(each.characters for each in days),
            sum(each.published for each in days),
            days[-1].characters,
        )

    @property
    def grouped_characters(self) -> str:
        """With a comma before each thousand, which Django leaves out in Chinese."""
        return f"{self.characters:,}"

    @property
    def grouped_today(self) -> str:
        return f"{self.today:,}"


def written_days(user: User, today: date) -> Iterator[WrittenDay]:
    """All days of the year in their order; the last one is today."""
    first = date(*last_twelve_months(today)[0], 1)
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    bounds = [*days, today + timedelta(days=1)]
    midnights = [timezone.make_aware(datetime.combine(day, time())) for day in bounds]
    texts = Revision.objects.filter(author=user, kind__in=WRITTEN)
    added = totals_by_day(texts, "created_at", Func("added", function="SUM"), midnights)
    theirs = Article.objects.published().by(user)
    number = Func("pk", function="COUNT")
    published = totals_by_day(theirs, "published_at", number, midnights)
    yield from map(WrittenDay, days, added, published)


def drawn_months(days: list[WrittenDay]) -> Iterator[WrittenMonth]:
    """The months at one scale: the day on which most was written has the highest line."""
    most = max(each.characters for each in days)
    for month, some in groupby(days, key=lambda each: each.day.month):
        yield WrittenMonth(month, month_paths(some, most, days[-1].day))


def month_paths(days: Iterable[WrittenDay], most: int, today: date) -> dict[str, str]:
    paths = {"b": f"M0 {BASE + 0.5}H{WIDTH}"}
    for each in days:
        x = each.day.day * PITCH - PITCH / 2
        for name, shape in day_shapes(each, x, most, today):
            paths[name] = paths.get(name, "") + shape
    return paths


def day_shapes(each: WrittenDay, x: float, most: int, today: date) -> Iterator[tuple[str, str]]:
    """A square root lets a day stand beside one on which ten times as much was written."""
    if each.characters:
        height = LOWEST + (TALLEST - LOWEST) * sqrt(each.characters / most)
        yield "p", f"M{x:g} {BASE}V{BASE - height:.1f}"
    else:
        yield "z", f"M{x:g} {BASE}V{BASE - EMPTY}"
    if each.published:
        yield "x", f"M{x:g} {DOTS}h.01"
    if each.day == today:
        yield "n", f"M{x:g} {BASE}V2"
