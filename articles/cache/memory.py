"""In-memory cache of values that hold for the whole site, invalidated by any visible change.

A value is stored under the version of the site that was read before the value was computed. A
stored value can therefore be newer than its version, but never older. Nothing is stored or read
within a transaction, because a transaction sees rows that other connections do not see, and
nothing is stored if the database does not count changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from sys import getsizeof
from threading import Lock, local
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.cache import reads, triggers
from articles.models import Article, SiteVersion

MAX_BYTES = 12 * 2**20  # estimated size of all values; the least recently used are evicted first
CONTENT_BYTES = 4 * 2**20  # of values that no change of the site ends
ENTRY_BYTES = 300  # estimated size of one item of a list; a value has an overhead of three items


class CacheVersion(NamedTuple):
    """Database name, version counter, and the time until which the version is valid."""

    database: str
    number: int
    ends: datetime


class ValueCache:
    """LRU cache of the values of one version. A missing value is computed by one thread only."""

    def __init__(self, version: CacheVersion, limit: int | None = None) -> None:
        """`limit` is in bytes, MAX_BYTES by default."""
        self.version, self.size, self.lock = version, 0, Lock()
        self.limit = limit or MAX_BYTES
        self.values: dict[Hashable, Any] = {}
        self.locks: dict[Hashable, Lock] = {}
        self.reads: dict[Hashable, set[reads.Read]] = {}  # of values that were recorded

    def get_or_compute(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        found = self.get(key)
        if found is not None:
            return found
        try:
            with self.locks.setdefault(key, Lock()):
                found = self.get(key)
                return self.set(key, compute()) if found is None else found
        finally:
            self.locks.pop(key, None)  # waiting threads hold the lock object and find the value

    def get_recorded(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Like get_or_compute(), for a thread that records what it reads."""
        found = self.get(key)
        if found is None or key not in self.reads:
            with reads.recording() as noted:
                found = self.set(key, compute())
            self.reads[key] = noted
        reads.add(self.reads[key])
        return found

    def get(self, key: Hashable) -> Any:
        """The value, which becomes the most recently used; None if there is none."""
        with self.lock:
            found = self.values.pop(key, None)
            if found is not None:
                self.values[key] = found
            return found

    def set(self, key: Hashable, value: Any) -> Any:
        with self.lock:
            self.delete(key)  # two threads may have computed it at the same time
            self.values[key] = value
            self.size += estimated_size(value) + key_size(key)
            while self.size > self.limit:
                self.delete(next(iter(self.values)))
        return value

    def delete(self, key: Hashable) -> None:
        value = self.values.pop(key, None)
        self.reads.pop(key, None)
        if value is not None:
            self.size -= estimated_size(value) + key_size(key)


def estimated_size(value: Any) -> int:
    """Bytes, roughly. The overhead of a value counts as three items."""
    if isinstance(value, str):
        return 3 * ENTRY_BYTES + getsizeof(value)
    items = len(value) if isinstance(value, list | tuple | dict) else 0
    return ENTRY_BYTES * (3 + items)


def key_size(key: Any) -> int:
    """Bytes of the texts in a key. Clients decide how long these are."""
    if isinstance(key, str):
        return getsizeof(key)
    return sum(map(key_size, key)) if isinstance(key, tuple) else 0


class RequestCache(local):
    """The cache of the current version, per thread. Within a request the version is read once."""

    is_pinned = False
    cache: ValueCache | None = None


request_cache = RequestCache()
latest: ValueCache | None = None
# Values that depend on nothing but their key. Changes of the site do not clear this cache.
content_cache = ValueCache(CacheVersion("", 0, datetime.max), CONTENT_BYTES)
databases_with_triggers: set[str] = set()


def cached(key: Hashable, compute: Callable[[], Any]) -> Any:
    """The value for the key, computed if it is not cached. None is not cached.

    Callers must not change the value, because all threads share it. It must not ask the database
    later either: that would belong to whoever uses it first (articles/cache/reads.py).
    """
    cache = current_cache()
    if cache is None:
        return compute()
    return (cache.get_recorded if reads.is_recording() else cache.get_or_compute)(key, compute)


def content_cached(key: Hashable, compute: Callable[[], Any]) -> Any:
    """Like `cached()`, for a value that depends on the key alone. No change removes it."""
    return content_cache.get_or_compute(key, compute)


def keep_more_content(size: int) -> None:
    """Let values that no change ends take so many bytes: for a process that builds all pages."""
    content_cache.limit = size


@contextmanager
def read_version_once() -> Iterator[None]:
    """Read the version of the site at most once in this block, as each request does.

    A block within another one has the version of that.
    """
    if request_cache.is_pinned:
        yield
        return
    request_cache.is_pinned, request_cache.cache = True, None
    try:
        yield
    finally:
        request_cache.is_pinned, request_cache.cache = False, None


def current_cache() -> ValueCache | None:
    """The cache of the current version; None within a transaction or without triggers."""
    if is_within_transaction():
        return None
    if request_cache.cache is None or not request_cache.is_pinned:
        request_cache.cache = cache_of_current_version()
    return request_cache.cache


def is_within_transaction() -> bool:
    return bool(connection.in_atomic_block)


def cache_of_current_version() -> ValueCache | None:
    with reads.unrecorded():
        return find_current_cache()


def find_current_cache() -> ValueCache | None:
    global latest
    database, last = str(connection.settings_dict["NAME"]), latest
    if database not in databases_with_triggers:
        if not triggers.is_complete(connection):
            return None
        databases_with_triggers.add(database)
    number, now = SiteVersion.current(), timezone.now()
    if last and (database, number) == last.version[:2] and now < last.version.ends:
        return last
    latest = ValueCache(CacheVersion(database, number, next_scheduled_change(now)))
    return latest


def next_scheduled_change(now: datetime) -> datetime:
    """When pages change without a save: the next scheduled article, or midnight."""
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, datetime.min.time()))
    return min(filter(None, [midnight, Article.objects.next_appearance(now)]))
