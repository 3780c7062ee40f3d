"""The WSGI application with the page cache, in front of Django's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from blog.counters import COUNTERS, kind_of_page
from blog.database import LOOP_LIMIT, READER_LIMIT, UNAVAILABLE
from blog.page_cache.cached_page import CachedPage, CachedResponse, Headers
from blog.page_cache.encodings import negotiated_encoding
from blog.page_cache.generations import GenerationTracker, WouldWait
from blog.page_cache.page_key import READ, Environ, PageKey
from blog.page_cache.page_store import PageGeneration, PendingPage, RequestValues
from blog.page_cache.replica import Replica

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_REBUILT = 100  # pages after a change
LONGEST = 4000  # characters: no response is prepared for a longer request
NO_SHARED_CACHE = "public, max-age=0, must-revalidate"
STALE = '110 - "Response is Stale"'
PATIENCE = 30  # seconds to wait for a page that another request is building
# Key of a WSGI request in a thread that may not wait, such as that of the event loop: whether it
# may build the page itself. No client can set it.
MAY_BUILD = "longwave.may_build"

log = logging.getLogger(__name__)


class PageCache:
    def __init__(
        self, application: Application, tracker: GenerationTracker, replica: Replica | None = None
    ) -> None:
        self.application, self.tracker, self.clock = application, tracker, tracker.clock
        self.replica = replica
        tracker.rebuild = self.rebuild

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        response = self.prepared_response(tuple(map(environ.get, READ)))
        if response is None:
            return self.find(environ, start_response)
        COUNTERS.add_page("hit")
        start_response(response.status, response.headers)
        return response.body

    def prepared_response(self, request: RequestValues) -> CachedResponse | None:
        """Return the response that is ready for a request with these values of `READ`.

        Nearly every request ends here: each microsecond counts.
        """
        generation = self.tracker.generation
        response = generation.responses.get(request)
        if response is None or self.clock() >= generation.until:
            return None
        response.page.reads += 1
        return response

    def find(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the cached page, built if it is missing; else with Django's own response.

        Raises WouldWait for a request with MAY_BUILD.
        """
        key = PageKey.from_environ(environ)
        if key is None or UNAVAILABLE in environ:
            return self.application(environ, start_response)
        may_wait = MAY_BUILD not in environ
        generation = self.tracker.current(may_wait=may_wait)
        if generation is None:
            return self.find_stale(key, environ, start_response)
        key = key.with_old_parameters(environ.get("QUERY_STRING", ""), generation.old_parameters)
        page = self.page(generation, key, environ.get(MAY_BUILD))
        if page is None or needs_full_query(page, environ, key):
            return self.without_page(environ, start_response)
        page.reads += 1
        response = response_for(environ, page, generation)
        response.kind = kind_of_page(key.path)
        request = tuple(map(environ.get, READ))
        if not page.is_missing and sum(map(len, filter(None, request))) < LONGEST:
            generation.add_response(key, request, response)
        start_response(response.status, response.headers)
        return response.body

    def find_stale(
        self, key: PageKey, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with the last confirmed page, without waiting for the database; else by Django."""
        generation = self.tracker.stale()
        if generation is None:
            return self.without_page(environ, start_response)
        key = key.with_old_parameters(environ.get("QUERY_STRING", ""), generation.old_parameters)
        page = generation.pages.get(key)
        page = page or self.page_of_replica(generation, key, environ.get(MAY_BUILD))
        if page is None or needs_full_query(page, environ, key):
            return self.without_page(environ, start_response)
        page.reads += 1
        COUNTERS.add_page("stale")
        response = response_for(environ, page, generation)
        start_response(response.status, stale_headers(response.headers, self.tracker.age()))
        return response.body

    def without_page(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get(MAY_BUILD, True):
            return self.application(environ, start_response)
        raise WouldWait

    def page(
        self, generation: PageGeneration, key: PageKey, may_build: bool | None = None
    ) -> CachedPage | None:
        """Return the cached page, or build it. One request builds while others wait for it.

        `may_build` is the value of MAY_BUILD. None if the page cannot be cached.
        """
        if hash(key) in generation.uncacheable:
            return None
        if page := generation.pages.get(key):
            COUNTERS.add_page("hit")
            return page
        if may_build is False or (may_build and key in generation.pending):
            raise WouldWait
        mine = PendingPage()
        pending = generation.pending.setdefault(key, mine)
        if pending is not mine:
            pending.is_done.wait(PATIENCE)
            COUNTERS.add_page("hit")
            return pending.page
        try:
            # Another request may have stored the page after the lookup above.
            mine.page = generation.pages.get(key) or self.build_for(generation, key, may_build)
        finally:
            generation.pending.pop(key, None)
            mine.is_done.set()
        return mine.page

    def build_for(
        self, generation: PageGeneration, key: PageKey, may_build: bool | None = None
    ) -> CachedPage | None:
        COUNTERS.add_page("miss")
        found = self.replica_response(generation, key, may_build)
        if found is None:
            COUNTERS.add_built("primary")
            found = self.django_response(key)
        status, headers, body = found
        if page := CachedPage.from_response(status, headers, body):
            generation.add(key, page)
        elif not (is_temporary(headers) or status.startswith("5")):
            generation.add_uncacheable(key)
        return page

    def page_of_replica(
        self, generation: PageGeneration, key: PageKey, may_build: bool | None
    ) -> CachedPage | None:
        """The page while the primary does not answer; None if the replica cannot build it."""
        if may_build is False or hash(key) in generation.uncacheable:
            return None
        found = self.replica_response(generation, key, may_build)
        page = found and CachedPage.from_response(*found)
        if page:
            generation.add(key, page)
        return page

    def replica_response(
        self, generation: PageGeneration, key: PageKey, may_build: bool | None
    ) -> tuple[str, Headers, bytes] | None:
        """Django's response from the replica; None if that is not as new as the generation, or
        fails.

        Raises WouldWait if it fails in the event loop's thread: another one has more time.
        """
        if self.replica is None:
            return None
        limit = READER_LIMIT if may_build is None else LOOP_LIMIT
        with self.replica.reading(generation.version.number, limit) as is_reading:
            if not is_reading:
                return None
            found = self.django_response(key)
        if not found[0].startswith("5"):
            COUNTERS.add_built("replica")
            return found
        if may_build:
            raise WouldWait
        log.warning("The replica answers %s by %s: the primary is asked.", key.path, found[0])
        return None

    def django_response(self, key: PageKey) -> tuple[str, Headers, bytes]:
        status, headers = "", Headers()

        def start_response(sent_status: str, sent: Headers, exc_info: Any = None) -> None:
            nonlocal status, headers
            status, headers = sent_status, sent

        response = self.application(key.environ(), start_response)
        try:
            body = b"".join(response)
        finally:
            if close := getattr(response, "close", None):
                close()
        return status, headers, body

    def rebuild(self, new: PageGeneration, old: PageGeneration, until: float) -> None:
        """Build the most read pages of `old` for `new`, in their encodings, until the time ends."""
        for key in old.most_read(MOST_REBUILT):
            if self.clock() >= until:
                return
            encodings = list(old.pages[key].bodies) if key in old.pages else []
            if page := self.page(new, key):
                for encoding in encodings:
                    page.body(encoding)


def needs_full_query(page: CachedPage, environ: Environ, key: PageKey) -> bool:
    """A redirect keeps all parameters as they are, and the key has the known ones only."""
    return page.is_redirect and environ.get("QUERY_STRING", "") != key.query


def is_temporary(headers: Headers) -> bool:
    """Whether the next response may be stored: a feed whose pictures are being drawn."""
    return ("Cache-Control", "no-cache") in headers


def stale_headers(headers: Headers, age: int) -> Headers:
    """Mark a response as stale, and let no shared cache keep it (without s-maxage)."""
    kept = [pair for pair in headers if pair[0].lower() != "cache-control"]
    said = [("Cache-Control", NO_SHARED_CACHE), ("Warning", STALE), ("Age", str(age))]
    return kept + said


def response_for(environ: Environ, page: CachedPage, generation: PageGeneration) -> CachedResponse:
    response = page.response(
        negotiated_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")),
        if_none_match=environ.get("HTTP_IF_NONE_MATCH"),
        is_not_modified=generation.is_not_modified_since(environ.get("HTTP_IF_MODIFIED_SINCE", "")),
        last_modified=generation.last_modified,
    )
    if environ["REQUEST_METHOD"] == "HEAD":
        response.body = []
    return response


def with_tracker_thread(application: Application, tracker: GenerationTracker) -> Application:
    """Return the application without a cache. Its first request starts the thread of the tracker.

    Raises WouldWait for a request with MAY_BUILD that may not build its page.
    """

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        tracker.start()
        if not environ.get(MAY_BUILD, True):
            raise WouldWait
        return application(environ, start_response)

    return answer
