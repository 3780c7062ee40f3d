"""What a server process has counted since operations/monitoring/exposition.py last asked.

Kinds of pages and status codes are few: no address and no name ever becomes a label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

MOST_DURATIONS = 10_000  # between two calls of take(), which come once a second
KIND_OF_SEGMENT = {
    "": "home",
    "page": "home",
    "articles": "article",
    **dict.fromkeys(("topics", "tags", "series", "authors", "archive"), "list"),
    "search": "search",
    "static": "static",
    **dict.fromkeys(("uploads", "files"), "file"),
    "admin": "admin",
    **dict.fromkeys(("desk", "preview"), "desk"),
    **dict.fromkeys(("health", "metrics"), "monitoring"),
}
KIND_OF_SUFFIX = {
    **dict.fromkeys(("xml", "json"), "feed"),
    **dict.fromkeys(("png", "svg", "ico"), "picture"),
    "epub": "book",
}
FIXED = frozenset({"admin", "desk", "static", "file"})  # whatever the suffix is


def kind_of_page(path: str) -> str:
    """Return one of a dozen words for a path such as `/articles/attention/`."""
    kind = KIND_OF_SEGMENT.get(path[1:].partition("/")[0], "other")
    if kind in FIXED:
        return kind
    return KIND_OF_SUFFIX.get(path.rpartition(".")[2], kind)


class ServerCounts(NamedTuple):
    """Numbers by labels. Durations are pairs of a kind of page and seconds."""

    requests: Counter[tuple[str, str]]  # by kind of page and status
    durations: list[tuple[str, float]]
    page_cache: Counter[str]  # by result
    renders: Counter[str]  # by result
    built: Counter[str]  # pages for the page cache, by database


class ServerCounters:
    def __init__(self) -> None:
        self.lock = Lock()
        self.counts = self.none()
        self.prepared = Counter[tuple[str, str]]()
        self.is_replica_up: bool | None = None  # None as long as nobody has asked it

    @staticmethod
    def none() -> ServerCounts:
        return ServerCounts(Counter(), [], Counter(), Counter(), Counter())

    def take(self) -> ServerCounts:
        """Return what was counted, and begin anew."""
        with self.lock:
            taken, self.counts = self.counts, self.none()
            prepared, self.prepared = self.prepared, Counter()
        taken.requests.update(prepared)
        taken.page_cache["hit"] += prepared.total()
        return taken

    def add_request(self, path: str, status: int, seconds: float) -> None:
        """A request that the page cache did not answer at once."""
        kind = kind_of_page(path)
        with self.lock:
            self.counts.requests[kind, str(status)] += 1
            if len(self.counts.durations) < MOST_DURATIONS:
                self.counts.durations.append((kind, seconds))

    def add_prepared(self, kind: str, status: str) -> None:
        """A request that the page cache answered at once. Without the lock, which takes as long as
        all else: only the event loop calls this, and may lose one while another thread takes."""
        self.prepared[kind, status] += 1

    def add_page(self, result: str) -> None:
        """What the page cache did: hit, miss (the page was built) or stale."""
        with self.lock:
            self.counts.page_cache[result] += 1

    def add_built(self, database: str) -> None:
        """A page was built from `primary` or `replica`."""
        with self.lock:
            self.counts.built[database] += 1

    @contextmanager
    def counting_renders(self) -> Iterator[None]:
        """Render a text in this block. It counts as failed if an exception leaves it."""
        result = "failed"
        try:
            yield
            result = "done"
        finally:
            with self.lock:
                self.counts.renders[result] += 1


COUNTERS = ServerCounters()
