"""Slow queries are logged, without what they are asked with."""

import logging

import pytest
from django.db import connection

from blog.slow_queries import log_slow_queries, timed_query, watch_connection
from tests.each import check_each

pytestmark = pytest.mark.either_database


@pytest.fixture
def warnings(caplog, settings, monkeypatch):
    """What is logged after a query that takes `milliseconds` by a clock that the test moves."""

    def logged(limit, milliseconds):
        settings.SLOW_QUERY_MS = limit
        times = iter([0.0, milliseconds / 1000])
        caplog.clear()
        with monkeypatch.context() as patch, connection.execute_wrapper(timed_query):
            patch.setattr("blog.slow_queries.monotonic", lambda: next(times))
            with connection.cursor() as cursor:
                cursor.execute("SELECT %s", ["a secret"])
        return [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]

    return logged


@pytest.mark.django_db
def test_a_slow_query_is_logged_without_its_parameters(warnings):
    cases = [
        (100, 99, []),
        (100, 100, ["Slow query (100 ms): SELECT %s"]),
        (100, 2345, ["Slow query (2345 ms): SELECT %s"]),
    ]
    check_each(cases, lambda limit, took, told: assert_equal(warnings(limit, took), told))


def assert_equal(found, expected):
    assert found == expected


def test_connections_are_watched_once_and_only_if_asked_for(settings, monkeypatch):
    class Connection:
        execute_wrappers = []  # noqa: RUF012

    connected = []
    monkeypatch.setattr(
        "blog.slow_queries.connection_created.connect", lambda f, **_: connected.append(f)
    )
    for settings.SLOW_QUERY_MS in (0, 100):
        log_slow_queries()
    assert connected == [watch_connection]
    for _time in range(3):
        watch_connection(Connection)
    assert Connection.execute_wrappers == [timed_query]
