"""What the processes of this server have counted, in the text form of Prometheus.

With PROMETHEUS_MULTIPROC_DIR, which blog/serving/run.py sets, each process writes its numbers into
files of this folder, and whichever process is asked adds all of them up.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from blog.counters import COUNTERS
from operations.monitoring.site_metrics import SiteMetrics

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds
MOST_ENDED = 40  # processes that are gone and whose numbers still count

disable_created_metrics()  # when each number began: as many lines again, which nobody reads
OWN = CollectorRegistry()
REQUESTS = Counter("longwave_requests", "Requests", ["kind", "status"], registry=OWN)
DURATIONS = Histogram(
    "longwave_request_seconds",
    "Time of requests that the page cache did not answer at once",
    ["kind"],
    buckets=BUCKETS,
    registry=OWN,
)
PAGE_CACHE = Counter(
    "longwave_page_cache", "Requests for pages: hit, miss or stale", ["result"], registry=OWN
)
RENDERS = Counter("longwave_renders", "Texts rendered for pages", ["result"], registry=OWN)
BUILT = Counter(
    "longwave_pages_built", "Pages built for the page cache", ["database"], registry=OWN
)


def publish_counts() -> None:
    """Add what this process has counted to its numbers. The server calls this once a second."""
    counts = COUNTERS.take()
    for labels, number in counts.requests.items():
        REQUESTS.labels(*labels).inc(number)
    for kind, seconds in counts.durations:
        DURATIONS.labels(kind).observe(seconds)
    for result, number in counts.page_cache.items():
        PAGE_CACHE.labels(result).inc(number)
    for result, number in counts.renders.items():
        RENDERS.labels(result).inc(number)
    for database, number in counts.built.items():
        BUILT.labels(database).inc(number)


def exposed_metrics() -> bytes:
    """Return all numbers of this server and of its site."""
    publish_counts()
    site = CollectorRegistry()
    site.register(SiteMetrics())
    counted = OWN
    if folder := os.environ.get(FOLDER):
        forget_oldest(Path(folder))
        counted = CollectorRegistry()
        MultiProcessCollector(counted, folder)
    return generate_latest(counted) + generate_latest(site)


def forget_oldest(folder: Path) -> None:
    """Bound the files of processes that are gone: a process that fails again and again leaves many.

    Prometheus takes a smaller number for a restart.
    """
    gone = [file for file in folder.glob("*.db") if not is_running(int(file.stem.split("_")[-1]))]
    gone.sort(key=lambda file: file.stat().st_mtime)
    for file in gone[: -2 * MOST_ENDED]:  # a process has a file for counters, one for histograms
        with suppress(OSError):
            file.unlink()


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
