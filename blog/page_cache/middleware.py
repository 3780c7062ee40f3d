"""The WSGI application in front of Django's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from blog.page_cache.encodings import chosen
from blog.page_cache.generations import Watch
from blog.page_cache.key import READ, Environ, Key, drops
from blog.page_cache.page import Answer, Headers, Page
from blog.page_cache.store import Flight, Generation, Request

Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

MOST_REBUILT = 100  # pages, after a change
LONGEST = 4000  # characters of a request that is worth remembering
SHORT = "public, max-age=0, must-revalidate"
UNVOUCHED = '111 - "Revalidation Failed"'
PATIENCE = 30  # seconds that somebody waits for a page that another request builds


class PageCache:
    def __init__(self, application: Application, watch: Watch) -> None:
        self.application, self.watch, self.clock = application, watch, watch.clock
        watch.rebuild = self.rebuild

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        answer = self.at_once(tuple(map(environ.get, READ)))
        if answer is None:
            return self.find(environ, start_response)
        start_response(answer.status, answer.headers)
        return answer.body

    def at_once(self, request: Request) -> Answer | None:
        """What is ready for a request, by its values of `READ`.

        This is what nearly every request takes: count each microsecond.
        """
        generation = self.watch.generation
        answer = generation.ready.get(request)
        if answer is None or self.clock() >= generation.until:
            return None
        answer.page.reads += 1
        return answer

    def find(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """The page for this request, built if need be; Django's own answer where it is private."""
        key = Key.of(environ)
        if key and self.watch.is_away():
            return self.find_stale(key, environ, start_response)
        generation = self.watch.current() if key else None
        page = self.page(generation, key) if key and generation else None
        if not (key and generation and page) or self.says_too_little(page, environ):
            return self.application(environ, start_response)
        page.reads += 1
        answer = answer_to(environ, page, generation)
        request = tuple(map(environ.get, READ))
        if sum(map(len, filter(None, request))) < LONGEST:
            generation.remember(key, request, answer)
        start_response(answer.status, answer.headers)
        return answer.body

    def find_stale(self, key: Key, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """The last page of this key that was vouched for; else what Django says of the outage."""
        generation = self.watch.stale()
        page = generation.pages.get(key) if generation else None
        if not (generation and page) or self.says_too_little(page, environ):
            return self.application(environ, start_response)
        page.reads += 1
        answer = answer_to(environ, page, generation)
        start_response(answer.status, marked(answer.headers))
        return answer.body

    def says_too_little(self, page: Page, environ: Environ) -> bool:
        """A redirect leads on with every parameter, also with those that no page knows."""
        return page.is_redirect and drops(environ.get("QUERY_STRING", ""))

    def page(self, generation: Generation, key: Key) -> Page | None:
        """The page of a key: kept, or built by one request while the others wait for it."""
        if hash(key) in generation.unstorable:
            return None
        if page := generation.pages.get(key):
            return page
        mine = Flight()
        flight = generation.flights.setdefault(key, mine)
        if flight is not mine:
            flight.landed.wait(PATIENCE)
            return flight.page
        try:
            # Somebody else's may have landed a moment ago.
            mine.page = generation.pages.get(key) or self.build_for(generation, key)
        finally:
            generation.flights.pop(key, None)
            mine.landed.set()
        return mine.page

    def build_for(self, generation: Generation, key: Key) -> Page | None:
        if page := self.build(key):
            generation.keep(key, page)
        else:
            generation.refuse(key)
        return page

    def build(self, key: Key) -> Page | None:
        """What Django answers; None where that may not be stored."""
        status, headers = "", Headers()

        def start_response(said: str, given: Headers, exc_info: Any = None) -> None:
            nonlocal status, headers
            status, headers = said, given

        answer = self.application(key.request(), start_response)
        try:
            body = b"".join(answer)
        finally:
            if close := getattr(answer, "close", None):
                close()
        return Page.of(status, headers, body)

    def rebuild(self, new: Generation, old: Generation, until: float) -> None:
        """Build what was read most, so that nobody waits for it later."""
        for key in old.most_read(MOST_REBUILT):
            if self.clock() >= until:
                return
            encodings = list(old.pages[key].bodies) if key in old.pages else []
            if page := self.page(new, key):
                for encoding in encodings:
                    page.body(encoding)


def marked(headers: Headers) -> Headers:
    """As what nobody could vouch for: a cache in front keeps it no longer than it must."""
    kept = [pair for pair in headers if pair[0].lower() != "cache-control"]
    return [*kept, ("Cache-Control", SHORT), ("Warning", UNVOUCHED)]


def answer_to(environ: Environ, page: Page, generation: Generation) -> Answer:
    answer = page.answer(
        chosen(environ.get("HTTP_ACCEPT_ENCODING", "")),
        match=environ.get("HTTP_IF_NONE_MATCH"),
        since=generation.is_known_since(environ.get("HTTP_IF_MODIFIED_SINCE", "")),
        dated=generation.dated,
    )
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.body = []
    return answer
