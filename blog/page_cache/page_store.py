"""The cached pages of one version of the site, within a limit of bytes."""

from __future__ import annotations

from threading import Event, Lock
from time import time
from typing import Any

from django.utils.http import http_date, parse_http_date_safe

from blog.page_cache.cached_page import CachedPage, CachedResponse, bytes_of_strings
from blog.page_cache.page_key import PageKey

# The values of page_key.READ in a request.
RequestValues = tuple[str | None, ...]
MOST_UNCACHEABLE = 10_000
MOST_MISSING = 200  # pages that say 404: whoever asks for unknown paths evicts nothing else
MOST_RESPONSES = 8  # prepared responses of one page
SETTLED = 0.5  # seconds after a change, from when no process answers with an older version


class PendingPage:
    """A page that one request is building while others wait for it."""

    def __init__(self) -> None:
        self.is_done = Event()
        self.page: CachedPage | None = None


class PageGeneration:
    """The pages of one version of the site. They are valid until the time `until`."""

    def __init__(self, version: Any, until: float, limit: int) -> None:
        self.version, self.until, self.limit = version, until, limit
        # Names of parameters that are part of redirected addresses
        self.old_parameters: frozenset[str] = frozenset()
        self.responses: dict[RequestValues, CachedResponse] = {}
        self.pages: dict[PageKey, CachedPage] = {}
        self.pending: dict[PageKey, PendingPage] = {}
        self.missing: dict[PageKey, None] = {}
        self.uncacheable: set[int] = set()  # hashes of keys, because keys can be long
        self.size = 0
        self.lock = Lock()
        # All responses of older versions were sent before this second.
        self.last_modified_at = int(time() + SETTLED) + 1
        self.last_modified = ""

    def set_last_modified(self) -> None:
        """Set the Last-Modified header of this version, as soon as its second has come.

        Responses that were prepared without the header are dropped.
        """
        if not self.last_modified and time() >= self.last_modified_at:
            with self.lock:
                self.last_modified = http_date(self.last_modified_at)
                self.responses = {}
                for page in self.pages.values():
                    page.requests = []

    def add(self, key: PageKey, page: CachedPage) -> None:
        """Store a page, unless it takes more than an eighth of the limit."""
        page.key_bytes = bytes_of_strings(key)
        if page.size > self.limit // 8:
            return
        with self.lock:
            self.uncount(self.pages.pop(key, None))
            if page.is_missing:
                self.make_room_for_missing(key)
            self.pages[key] = page
            self.count(page)

    def make_room_for_missing(self, key: PageKey) -> None:
        """Note the key of a page that says 404, and drop the oldest one beyond MOST_MISSING."""
        self.missing.pop(key, None)
        self.missing[key] = None
        if len(self.missing) > MOST_MISSING:
            oldest = next(iter(self.missing))
            del self.missing[oldest]
            page = self.pages.get(oldest)
            if page and page.is_missing:
                self.uncount(self.pages.pop(oldest))

    def add_response(self, key: PageKey, request: RequestValues, response: CachedResponse) -> None:
        """Store a prepared response for requests with these values."""
        page = response.page
        with self.lock:
            if self.pages.get(key) is not page:
                return
            if len(page.requests) >= MOST_RESPONSES:
                self.responses.pop(page.requests.pop(0), None)
            page.requests.append(request)
            self.responses[request] = response
            self.count(page)

    def add_uncacheable(self, key: PageKey) -> None:
        if len(self.uncacheable) < MOST_UNCACHEABLE:
            self.uncacheable.add(hash(key))

    def is_not_modified_since(self, since: str) -> bool:
        """Whether a copy with this date (If-Modified-Since) is of this version."""
        if not self.last_modified or not since:
            return False
        return (parse_http_date_safe(since) or 0) >= self.last_modified_at

    def count(self, page: CachedPage) -> None:
        """Add the size of a page, then evict pages until the limit holds.

        Eviction is second chance (CLOCK): the oldest page goes, unless it was read since it was
        stored or last spared.
        """
        self.size += page.size - page.counted
        page.counted = page.size
        while self.size > self.limit and self.pages:
            oldest = next(iter(self.pages))
            page = self.pages.pop(oldest)
            if page.reads:
                page.reads = 0
                self.pages[oldest] = page
            else:
                self.uncount(page)

    def uncount(self, page: CachedPage | None) -> None:
        """Subtract the size of a page that was removed, and drop its responses."""
        if page:
            self.size -= page.counted
            page.counted = 0
            for request in page.requests:
                self.responses.pop(request, None)

    def most_read(self, number: int) -> list[PageKey]:
        with self.lock:
            pages = [(page.reads, key) for key, page in self.pages.items() if page.reads]
        return [key for _reads, key in sorted(pages, key=lambda p: p[0], reverse=True)[:number]]
