"""A page cache with a clock that stands still, before an application that counts what it builds."""

from dataclasses import dataclass, field

import pytest

from blog.page_cache import PageCache, Watch
from blog.page_cache.watch import Seen

PUBLIC = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=0")]


@dataclass
class Answered:
    status: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """What stands in for Django and its database."""

    version: int = 1
    lasts: float = 3600.0
    now: float = 0.0
    status: str = "200 OK"
    headers: list = field(default_factory=lambda: list(PUBLIC))
    text: str = "text " * 100
    built: list = field(default_factory=list)
    is_down: bool = False

    def application(self, environ, start_response):
        self.built.append(environ)
        start_response(self.status, list(self.headers))
        return [self.text.encode()]

    def look(self):
        if self.is_down:
            raise ConnectionError("no database")
        return Seen(self.version, self.lasts)

    def clock(self):
        return self.now


class Reader:
    def __init__(self, application):
        self.application = application

    def get(self, path="/", method="GET", query="", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        given = []
        body = b"".join(self.application(environ, lambda *said: given.append(said)))
        ((status, headers),) = given
        assert len(dict(headers)) == len(headers)
        return Answered(status, dict(headers), body)


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def watch(site, monkeypatch):
    """Its thread does not run: a test takes the turns itself."""
    monkeypatch.setattr(Watch, "start", lambda self: None)
    return Watch(site.look, 2**20, site.clock)


@pytest.fixture
def reader(site, watch):
    return Reader(PageCache(site.application, watch))
