"""Records what a page is made of: the queries of this thread, and the day.

A page whose reads give the same again is the same page. (Such a list is a “verifying trace”: A.
Mokhov, N. Mitchell, S. Peyton Jones, “Build Systems à la Carte”, 2018.) Values that the cache
keeps bring the reads of their computation with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from hashlib import blake2b
from threading import local
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.db import compiled

QUERY, TODAY, UNREPEATABLE = "query", "today", "unrepeatable"
NOW = {"now": True}  # as JSON: the moment at which the page is built


class Read(NamedTuple):
    """`what` is the SQL of a query, `values` its parameters as JSON."""

    kind: str
    what: str = ""
    values: str = ""


class RecordingThread(local):
    found: set[Read] | None = None  # None if nothing is recorded


thread = RecordingThread()


def is_recording() -> bool:
    return thread.found is not None


@contextmanager
def recording() -> Iterator[set[Read]]:
    """The reads of this thread within the block."""
    before, found = thread.found, set[Read]()
    with ExitStack() as stack:
        if before is None:
            stack.enter_context(connection.execute_wrapper(record_query))
        thread.found = found
        try:
            yield found
        finally:
            thread.found = before


@contextmanager
def unrecorded() -> Iterator[None]:
    """Reads within the block are not recorded: they decide nothing that a page shows."""
    before, thread.found = thread.found, None
    try:
        yield
    finally:
        thread.found = before


def add(reads: Iterable[Read]) -> None:
    """Record what a value from the cache was made of."""
    if thread.found is not None:
        thread.found.update(reads)


def today() -> date:
    """The day in the time zone of the site. Pages that show it ask here."""
    add([Read(TODAY)])
    return timezone.localdate(compiled.now())


def record_query(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if thread.found is not None and sql.lstrip("( \n").startswith(("SELECT", "WITH")):
        thread.found.add(query_read(sql, params))
    return execute(sql, params, many, context)


def query_read(sql: str, params: Any) -> Read:
    moment = compiled.parameter(compiled.now())
    try:
        return Read(QUERY, sql, json.dumps([param_as_json(each, moment) for each in params or ()]))
    except TypeError:
        return Read(UNREPEATABLE)


def param_as_json(value: Any, moment: Any) -> Any:
    """A parameter for JSON. Raises TypeError if it cannot be read back."""
    if value == moment:
        return NOW
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, list | tuple):
        return [param_as_json(each, moment) for each in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value)} is not stored")


def param_from_json(value: Any, moment: Any) -> Any:
    if value == NOW:
        return moment
    if isinstance(value, list):
        return [param_from_json(each, moment) for each in value]
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return (datetime if kind == "datetime" else date).fromisoformat(text)
    return value


def repeat(read: Read) -> str:
    """What a read gives now: equal results are equal texts."""
    if read.kind == TODAY:
        return timezone.localdate(compiled.now()).isoformat()
    if read.kind == QUERY:
        return rows_digest(read)
    return timezone.now().isoformat()  # another result each time


def rows_digest(read: Read) -> str:
    moment = compiled.parameter(compiled.now())
    params = [param_from_json(each, moment) for each in json.loads(read.values)]
    with connection.cursor() as cursor:
        cursor.execute(read.what, params)
        return blake2b(repr(cursor.fetchall()).encode(), digest_size=8).hexdigest()
