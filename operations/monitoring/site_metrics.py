"""What is asked when /metrics is read: tasks, the database, the disk, backups."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import Error, connection
from django.db.models import Count
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from blog.counters import COUNTERS
from blog.database import DATABASE_GUARD, reader_limits
from operations.databases import database_size
from operations.last_backup import LastBackup

# Those of this site's database, of all machines
CONNECTIONS = """
SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity
WHERE datname = current_database() GROUP BY 1
"""


class SiteMetrics(Collector):
    """Four queries, and none while the database is unreachable."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        asked = [] if DATABASE_GUARD.is_unreachable else answered_by_database()
        yield gauge("longwave_database_up", "Whether the database answers", bool(asked))
        yield from asked
        if COUNTERS.is_replica_up is not None:
            up = COUNTERS.is_replica_up
            yield gauge("longwave_replica_up", "Whether the replica answers", up)
        free = shutil.disk_usage(settings.DATA).free
        yield gauge("longwave_disk_free_bytes", "Free space where the data folder is", free)


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def answered_by_database() -> list[GaugeMetricFamily]:
    """Return an empty list if the database does not answer."""
    try:
        with reader_limits():
            size = gauge("longwave_database_bytes", "Size of the database", database_size())
            return [size, task_metrics(), *backup_metrics(), *connection_metrics()]
    except Error:
        return []


def task_metrics() -> GaugeMetricFamily:
    """Background tasks by status. Results are deleted after some days, so that these are few."""
    found = GaugeMetricFamily("longwave_tasks", "Background tasks", labels=["status"])
    rows = DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
    known = dict.fromkeys(("READY", "RUNNING", "FAILED", "SUCCESSFUL"), 0) | dict(rows)
    for status, number in known.items():
        found.add_metric([status.lower()], number)
    return found


def connection_metrics() -> Iterator[GaugeMetricFamily]:
    """Connections to PostgreSQL by state; SQLite is a file."""
    if connection.vendor == "postgresql":
        found = GaugeMetricFamily(
            "longwave_database_connections", "Connections to the database", labels=["state"]
        )
        with connection.cursor() as cursor:
            cursor.execute(CONNECTIONS)
            for state, number in cursor.fetchall():
                found.add_metric([state], number)
        yield found


def backup_metrics() -> Iterator[GaugeMetricFamily]:
    """Nothing if no backup is known."""
    if backup := LastBackup.read():
        age = (timezone.now() - backup.made).total_seconds()
        yield gauge("longwave_backup_age_seconds", "Time since the last backup", age)
        yield gauge("longwave_backup_bytes", "Size of the last backup", backup.size)
