"""What is said of the whole site, kept in memory until something that readers can see changes.

A value is kept under the version of the site that was read before it was computed, so that it can
be newer than its version and never older. Nothing is kept, nor taken, within a transaction, which
sees what nobody else does, nor where the database counts no changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock, local
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from articles import triggers
from articles.models import Article, SiteVersion

MOST = 50_000  # entries of all values together; the longest unused go first


class Mark(NamedTuple):
    """Two equal ones mean the same site, until the clock changes it."""

    database: str
    version: int
    ends: datetime


class Shelf:
    """The values of one version, each computed by one thread while the others wait."""

    def __init__(self, mark: Mark) -> None:
        self.mark, self.size, self.lock = mark, 0, Lock()
        self.values: dict[Hashable, Any] = {}
        self.locks: dict[Hashable, Lock] = {}

    def value(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        found = self.taken(key)
        if found is not None:
            return found
        with self.locks.setdefault(key, Lock()):
            found = self.taken(key)
            return self.put(key, compute()) if found is None else found

    def taken(self, key: Hashable) -> Any:
        """The value, now the one used last; None where there is none."""
        with self.lock:
            found = self.values.pop(key, None)
            if found is not None:
                self.values[key] = found
            return found

    def put(self, key: Hashable, value: Any) -> Any:
        with self.lock:
            self.values[key] = value
            self.size += weight(value)
            while self.size > MOST:
                oldest = next(iter(self.values))
                self.size -= weight(self.values.pop(oldest))
                self.locks.pop(oldest, None)
        return value


def weight(value: Any) -> int:
    """In entries; the key and what belongs to it weigh as much as some."""
    return 10 + len(value) if isinstance(value, list | tuple | dict) else 10


class Look(local):
    """What this thread knows of the present version; within a request it looks once."""

    is_kept = False
    shelf: Shelf | None = None


look = Look()
newest: Shelf | None = None
counts_changes: set[str] = set()


def kept(key: Hashable, compute: Callable[[], Any]) -> Any:
    """The value of the key, computed where it is not known; not None, and not to be changed."""
    shelf = present()
    return shelf.value(key, compute) if shelf else compute()


@contextmanager
def one_look() -> Iterator[None]:
    """Ask for the version once, as a request does."""
    look.is_kept, look.shelf = True, None
    try:
        yield
    finally:
        look.is_kept, look.shelf = False, None


def present() -> Shelf | None:
    """The values that hold now; None where nobody knows."""
    if is_within_transaction():
        return None
    if look.shelf is None or not look.is_kept:
        look.shelf = looked()
    return look.shelf


def is_within_transaction() -> bool:
    return bool(connection.in_atomic_block)


def looked() -> Shelf | None:
    global newest
    database, last = str(connection.settings_dict["NAME"]), newest
    if database not in counts_changes:
        if not triggers.is_complete(connection):
            return None
        counts_changes.add(database)
    version, now = SiteVersion.current(), timezone.now()
    if last and (database, version) == last.mark[:2] and now < last.mark.ends:
        return last
    newest = Shelf(Mark(database, version, next_change(now)))
    return newest


def next_change(now: datetime) -> datetime:
    """When the clock alone changes a page: an article appears, or a day begins."""
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, datetime.min.time()))
    return min(filter(None, [midnight, Article.objects.next_appearance(now)]))
