"""What is said of the whole site, kept in memory until something that readers can see changes.

A value is kept under the version of the site that was read before it was computed, so that it can
be newer than its version and never older. Nothing is kept, nor taken, within a transaction, which
sees what nobody else does, nor where the database counts no changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from sys import getsizeof
from threading import Lock, local
from typing import Any, NamedTuple

import zstandard
from django.db import connection
from django.utils import timezone

from articles.cache import triggers
from articles.models import Article, SiteVersion

MOST = 12 * 2**20  # bytes of all values together, about; the longest unused go first
ENTRY = 300  # bytes, about, of what a list holds; a value has some of them beside
LONG = 2000  # bytes of a text that is kept compressed


class Mark(NamedTuple):
    """Two equal ones mean the same site, until the clock changes it."""

    database: str
    version: int
    ends: datetime


class Shelf:
    """The values of one version, each computed by one thread while the others wait."""

    def __init__(self, mark: Mark, limit: int | None = None) -> None:
        self.mark, self.size, self.lock = mark, 0, Lock()
        self.limit = limit or MOST
        self.values: dict[Hashable, Any] = {}
        self.locks: dict[Hashable, Lock] = {}

    def value(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        found = self.taken(key)
        if found is not None:
            return found
        try:
            with self.locks.setdefault(key, Lock()):
                found = self.taken(key)
                return self.put(key, compute()) if found is None else found
        finally:
            self.locks.pop(key, None)  # who waits has it, and finds the value

    def taken(self, key: Hashable) -> Any:
        """The value, now the one used last; None where there is none."""
        with self.lock:
            found = self.values.pop(key, None)
            if found is not None:
                self.values[key] = found
            return found

    def put(self, key: Hashable, value: Any) -> Any:
        with self.lock:
            self.drop(key)  # where two computed it at once
            self.values[key] = value
            self.size += weight(value) + weight_of_key(key)
            while self.size > self.limit:
                self.drop(next(iter(self.values)))
        return value

    def drop(self, key: Hashable) -> None:
        value = self.values.pop(key, None)
        if value is not None:
            self.size -= weight(value) + weight_of_key(key)


def weight(value: Any) -> int:
    """In bytes, about; what belongs to it weighs as much as some entries."""
    if isinstance(value, bytes):
        return 3 * ENTRY + len(value)
    return ENTRY * (3 + len(value)) if isinstance(value, list | tuple | dict) else 3 * ENTRY


def weight_of_key(key: Any) -> int:
    """Its texts in bytes: strangers decide how long they are."""
    if isinstance(key, str):
        return getsizeof(key)
    return sum(map(weight_of_key, key)) if isinstance(key, tuple) else 0


class Look(local):
    """What this thread knows of the present version; within a request it looks once."""

    is_kept = False
    shelf: Shelf | None = None


look = Look()
newest: Shelf | None = None
# What follows from its key alone.
lasting = Shelf(Mark("", 0, datetime.max), 4 * 2**20)
counts_changes: set[str] = set()


def kept(key: Hashable, compute: Callable[[], Any]) -> Any:
    """The value of the key, computed where it is not known; not None, and not to be changed."""
    shelf = present()
    return shelf.value(key, compute) if shelf else compute()


def text(key: Hashable, make: Callable[[], str]) -> str:
    """The same for a text, which is kept in few bytes."""
    return text_on(present(), key, make)


def lasting_text(key: Hashable, make: Callable[[], str]) -> str:
    """The same for a text that follows from the key alone, whatever changes."""
    return text_on(lasting, key, make)


def text_on(shelf: Shelf | None, key: Hashable, make: Callable[[], str]) -> str:
    if shelf is None:
        return make()
    made: list[str] = []

    def compute() -> bytes:
        made.append(make())
        return packed(made[0])

    found = shelf.value(key, compute)
    return made[0] if made else unpacked(found)


def packed(text: str) -> bytes:
    """UTF-8; what is long is compressed behind a NUL, which no page has."""
    plain = text.encode()
    return plain if len(plain) < LONG else b"\0" + zstandard.compress(plain, 3)


def unpacked(kept: bytes) -> str:
    return (zstandard.decompress(kept[1:]) if kept.startswith(b"\0") else kept).decode()


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
