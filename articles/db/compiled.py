"""Queries that are put together once: for Django that takes longer than for a database to answer.

A query is built from marks in place of values. Where a mark stands among the parameters of its SQL,
each later call puts its value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from threading import local
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

MOST = 100  # queries
NOW = datetime(9998, 7, 6, tzinfo=UTC)
FIRST_NUMBER = 7_001_002_003_004_005_006  # fits into a column, and is nobody's id


class Preparing(local):
    is_on = False


preparing = Preparing()


def now() -> datetime:
    """The present moment; a mark for it while a query is prepared."""
    return NOW if preparing.is_on else timezone.now()


def rows(build: Callable[..., QuerySet[Any, Any]], *shape: Hashable, **values: Any) -> list[Any]:
    """What the query `build(*shape, **values)` finds.

    `shape` decides how the query is put together. The values are words, numbers, lists of numbers,
    moments or None, and decide nothing; `build` must read the clock by `now()`.
    """
    forms = tuple((name, form(value)) for name, value in values.items())
    prepared = prepare(connection.vendor, build, shape, forms)
    return list(prepared.with_values([now(), *flat(values.values())]))


def form(value: Any) -> Any:
    """What of a value the SQL depends on."""
    return (list, len(value)) if isinstance(value, list) else type(value)


def flat(values: Any) -> list[Any]:
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


@lru_cache(maxsize=MOST)
def prepare(
    vendor: str,
    build: Callable[..., QuerySet[Any, Any]],
    shape: tuple[Hashable, ...],
    forms: tuple[tuple[str, Any], ...],
) -> Prepared:
    marks: dict[str, Any] = {}
    for name, kind in forms:
        marks[name] = mark(kind, 1 + len(flat(marks.values())))
    with marking():
        return Prepared(build(*shape, **marks), [NOW, *flat(marks.values())])


@contextmanager
def marking() -> Any:
    preparing.is_on = True
    try:
        yield
    finally:
        preparing.is_on = False


def mark(kind: Any, place: int) -> Any:
    """A value of this form that no query has."""
    if isinstance(kind, tuple):
        return [mark(int, place + n) for n in range(kind[1])]
    if kind is type(None):
        return None
    if issubclass(kind, datetime):
        return NOW + timedelta(days=place)
    return FIRST_NUMBER + place if issubclass(kind, int) else f"\ue000{place}"


class Prepared:
    def __init__(self, queryset: QuerySet[Any, Any], marks: list[Any]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        # What runs the query reads these.
        self.sql, params = self.compiler.as_sql()
        places = {adapted(each): n for n, each in enumerate(marks) if each is not None}
        self.params = [(each, places.get(each)) for each in params]

    def with_values(self, values: list[Any]) -> QuerySet[Any, Any]:
        """To be read, and not to be narrowed further."""
        params = tuple(
            each if place is None else adapted(values[place]) for each, place in self.params
        )
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        return queryset


def adapted(value: Any) -> Any:
    """As the database's parameters are."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
