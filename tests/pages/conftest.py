"""A client that compares each page with the page cache and with cached fragments."""

import re
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from articles.cache import memory
from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.version_poll import VersionPoll
from tests.versions import site_version

# The page cache adds its own ETag and Vary: Accept-Encoding.
OF_MEMORY = {"etag", "vary", "last-modified", "content-length", "expires"}
# Empty feeds contain the current time; forms contain the parameters of the URL in any order.
BESIDES = re.compile(rb'<(updated|lastBuildDate)>[^<]+|name="next" value="[^"]*"')


class Compared(Client):
    """Compares Django's response with three others: of the page cache before and after it keeps the
    page, which is made of cached fragments, and of the same fragments without the page cache."""

    def __init__(self, tracker, **options):
        super().__init__(**options)
        self.tracker = tracker
        self.django = WSGIHandler()
        self.cached = PageCache(self.django, tracker)

    def request(self, **asked):
        environ = {"HTTP_HOST": "testserver", **self._base_environ(**asked)}
        conditional = any(name.startswith("HTTP_IF_") for name in environ)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or conditional:
            return super().request(**asked)
        with fragments_cached():
            others = [
                self.answer(each, environ) for each in (self.cached, self.cached, self.django)
            ]
        response = super().request(**asked)
        if response.status_code < 500 and "csrftoken" not in response.cookies:
            told = (f"{response.status_code} {response.reason_phrase}", plain(response.items()))
            assert [other[:2] for other in others] == [told] * 3
            if not response.streaming:
                assert [other[2] for other in others] == [text_of(response.content)] * 3
        return response

    def answer(self, application, environ):
        site_version()  # a test is one transaction, and PostgreSQL counts it once
        self.tracker.generation.until = 0  # poll before each request
        said = []
        with connection_kept():
            answer = application({**environ}, lambda *given: said.append(given))
            body = text_of(b"".join(answer)) if environ["REQUEST_METHOD"] != "HEAD" else b""
            getattr(answer, "close", lambda: None)()
        ((status, headers),) = said
        return status, plain(headers), body


@contextmanager
def fragments_cached():
    """Use cached fragments although the test runs in a transaction."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "is_within_transaction", lambda: False)
        yield


@contextmanager
def connection_kept():
    """Keep the connection between requests, because a test is one transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def plain(headers):
    return {name.lower(): value for name, value in headers if name.lower() not in OF_MEMORY}


def text_of(body):
    return BESIDES.sub(b"", body)


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(GenerationTracker, "start", lambda self: None)
    monkeypatch.setattr(memory, "latest", None)
    return Compared(GenerationTracker(VersionPoll(), 2**20))
