"""Totals for each of many days in one query, which reads a part of an index for each day.

Grouping by day computes the day of each row, in SQLite by calling Python.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, pairwise
from typing import Any

from django.db import connection
from django.db.models import Func, QuerySet
from django.db.models.expressions import RawSQL

FIRST, END = RawSQL("days.first", ()), RawSQL("days.following", ())


def totals_by_day(
    rows: QuerySet[Any, Any], date: str, total: Func, midnights: Sequence[datetime]
) -> list[int]:
    """The totals of the rows whose date is between two midnights that follow each other."""
    stored = list(map(connection.ops.adapt_datetimefield_value, midnights))
    numbered = list(enumerate(pairwise(stored)))
    days = ", ".join(["(%s, %s, %s)"] * len(numbered))
    # Of several bounds SQLite uses the first for the index.
    between = rows.model._default_manager.filter(**{f"{date}__gte": FIRST, f"{date}__lt": END})
    of_day = (between & rows).order_by()
    sql, params = of_day.annotate(total=total).values_list("total").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH days(number, first, following) AS (VALUES {days})"
            f" SELECT ({sql}) FROM days ORDER BY number",
            [*chain.from_iterable((number, *both) for number, both in numbered), *params],
        )
        return [found or 0 for (found,) in cursor.fetchall()]
