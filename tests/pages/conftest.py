"""Every page that these tests ask for is the same from memory: status, headers and text."""

import re
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from blog.page_cache import PageCache, Watch
from blog.page_cache.look import Look
from tests.versions import site_version

# A page from memory has a tag of its own, and says that it could have been compressed.
OF_MEMORY = {"etag", "vary", "last-modified", "content-length", "expires"}
# An empty feed names the moment; a form leads back to the page by its parameters, in any order.
BESIDES = re.compile(rb'<(updated|lastBuildDate)>[^<]+|name="next" value="[^"]*"')


class Compared(Client):
    """Asks Django, as ever; then asks twice through the page cache, and compares."""

    def __init__(self, watch, **options):
        super().__init__(**options)
        self.watch = watch
        self.remembering = PageCache(WSGIHandler(), watch)

    def request(self, **asked):
        environ = {"HTTP_HOST": "testserver", **self._base_environ(**asked)}
        conditional = any(name.startswith("HTTP_IF_") for name in environ)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or conditional:
            return super().request(**asked)
        built, from_memory = self.through_memory(environ), self.through_memory(environ)
        response = super().request(**asked)
        if response.status_code < 500 and "csrftoken" not in response.cookies:
            told = (f"{response.status_code} {response.reason_phrase}", plain(response.items()))
            assert built[:2] == from_memory[:2] == told
            if not response.streaming:
                assert built[2] == from_memory[2] == text_of(response.content)
        return response

    def through_memory(self, environ):
        site_version()  # a test is one transaction, and PostgreSQL counts it once
        self.watch.generation.until = 0  # a look before each request, instead of each moment
        said = []
        with connection_kept():
            answer = self.remembering({**environ}, lambda *given: said.append(given))
            body = text_of(b"".join(answer))
            getattr(answer, "close", lambda: None)()
        ((status, headers),) = said
        return status, plain(headers), body


@contextmanager
def connection_kept():
    """A test is one transaction: its connection must not go, as it may between two requests."""
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
    monkeypatch.setattr(Watch, "start", lambda self: None)
    monkeypatch.setattr("blog.page_cache.look.close_old_connections", lambda: None)
    return Compared(Watch(Look(), 2**20))
