"""The pages of one version of the site."""

from __future__ import annotations

from threading import Event, Lock
from time import time
from typing import Any

from django.utils.http import http_date, parse_http_date_safe

from blog.page_cache.key import Key
from blog.page_cache.page import Answer, Page, weight

Request = tuple[str | None, ...]
MOST_UNSTORABLE = 10_000
MOST_ANSWERS = 8  # of one page that are ready
SETTLED = 0.5  # seconds after which no process answers with an older version


class Flight:
    """A page that is being built, and those who wait for it."""

    def __init__(self) -> None:
        self.landed = Event()
        self.page: Page | None = None


class Generation:
    """Everything that was built from one version of the site; `until` is a time of the clock."""

    def __init__(self, mark: Any, until: float, limit: int) -> None:
        self.mark, self.until, self.limit = mark, until, limit
        self.ready: dict[Request, Answer] = {}
        self.pages: dict[Key, Page] = {}
        self.flights: dict[Key, Flight] = {}
        self.unstorable: set[int] = set()  # hashes, since keys are as long as strangers like
        self.size = 0
        self.lock = Lock()
        # Whatever carries an older version was sent before this second (Last-Modified).
        self.dated_at = int(time() + SETTLED) + 1
        self.dated = ""

    def settle(self) -> None:
        """Once old answers are over everywhere, tell the date from which this version is sure."""
        if not self.dated and time() >= self.dated_at:
            with self.lock:
                self.dated = http_date(self.dated_at)
                self.ready = {}
                for page in self.pages.values():
                    page.requests = []

    def keep(self, key: Key, page: Page) -> None:
        page.named = weight(key)
        if page.size > self.limit // 8:
            return
        with self.lock:
            self.drop(self.pages.pop(key, None))
            self.pages[key] = page
            self.count(page)

    def remember(self, key: Key, request: Request, answer: Answer) -> None:
        """Give this answer at once, next time."""
        page = answer.page
        with self.lock:
            if self.pages.get(key) is not page:
                return
            if len(page.requests) >= MOST_ANSWERS:
                self.ready.pop(page.requests.pop(0), None)
            page.requests.append(request)
            self.ready[request] = answer
            self.count(page)

    def refuse(self, key: Key) -> None:
        if len(self.unstorable) < MOST_UNSTORABLE:
            self.unstorable.add(hash(key))

    def is_known_since(self, since: str) -> bool:
        """Whether somebody whose copy is of this date (If-Modified-Since) has this version."""
        return bool(self.dated and since) and (parse_http_date_safe(since) or 0) >= self.dated_at

    def count(self, page: Page) -> None:
        """Count its bytes, and make room: the oldest goes, unless it was read since its turn."""
        self.size += page.size - page.counted
        page.counted = page.size
        while self.size > self.limit and self.pages:
            oldest = next(iter(self.pages))
            page = self.pages.pop(oldest)
            if page.reads:
                page.reads = 0
                self.pages[oldest] = page
            else:
                self.drop(page)

    def drop(self, page: Page | None) -> None:
        if page:
            self.size -= page.counted
            page.counted = 0
            for request in page.requests:
                self.ready.pop(request, None)

    def most_read(self, number: int) -> list[Key]:
        with self.lock:
            pages = [(page.reads, key) for key, page in self.pages.items() if page.reads]
        return [key for _reads, key in sorted(pages, key=lambda p: p[0], reverse=True)[:number]]
