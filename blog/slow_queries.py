"""Logs queries that take longer than LONGWAVE_SLOW_QUERY_MS, without their parameters."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

log = logging.getLogger(__name__)


def log_slow_queries() -> None:
    """Watch the queries of each connection, if the settings say from when on one is slow."""
    if settings.SLOW_QUERY_MS:
        connection_created.connect(watch_connection, dispatch_uid="slow queries")


def watch_connection(connection: Any, **_given: Any) -> None:
    if timed_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed_query)


def timed_query(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    started = monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = round((monotonic() - started) * 1000)
        if milliseconds >= settings.SLOW_QUERY_MS:
            told = {"milliseconds": milliseconds}
            log.warning("Slow query (%d ms): %s", milliseconds, sql, extra=told)
