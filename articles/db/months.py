"""SQL for the month of a date, to group by. Without it, SQLite calls Python for each row."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, IntegerField
from django.db.models.functions import Cast, ExtractMonth, ExtractYear
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from articles.filters import month_start

YEARS = 30  # back from now; older months are computed


class MonthNumber(Func):
    """Twelve times the year, and the month from 0 on, in the site's time zone.

    Found by halving the first moments of all recent months: nine comparisons a row.
    """

    output_field = IntegerField()

    def __init__(self, date: str) -> None:
        computed = ExtractYear(date) * 12 + ExtractMonth(date) - 1
        super().__init__(F(date), Cast(computed, IntegerField()))

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any
    ) -> tuple[str, list[Any]]:
        date, computed = (compiler.compile(each) for each in self.get_source_expressions())
        last = timezone.localtime().year * 12 + 12
        zone = timezone.get_current_timezone_name()

        def bound(month: int) -> Any:
            return connection.ops.adapt_datetimefield_value(first_moment(month, zone))

        def search(low: int, high: int) -> tuple[str, list[Any]]:
            """SQL that finds which of the months from `low` to before `high` it is."""
            if high - low == 1:
                return str(low), []
            middle = (low + high) // 2
            later, more = search(middle, high)
            earlier, rest = search(low, middle)
            start = bound(middle)
            sql = f"CASE WHEN {date[0]} >= %s THEN {later} ELSE {earlier} END"
            return sql, [*date[1], start, *more, *rest]

        first = last - 12 * YEARS
        sql, params = search(first, last)
        start = bound(first)
        sql = f"CASE WHEN {date[0]} >= %s THEN {sql} ELSE {computed[0]} END"
        return sql, [*date[1], start, *params, *computed[1]]


@lru_cache(maxsize=1000)
def first_moment(month: int, _zone: str) -> datetime:
    return month_start(month // 12, month % 12 + 1)
