"""A page cache with a clock that stands still, before an application that counts what it builds.

And a cache in cdn, which notes what it is told.
"""

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.generations import PolledVersion

PUBLIC = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=0")]


@dataclass
class Answered:
    status: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """In place of Django and its database."""

    version: int = 1
    lifetime: float = 3600.0
    now: float = 0.0
    status: str = "200 OK"
    headers: list = field(default_factory=lambda: list(PUBLIC))
    text: str = "text " * 100
    built: list = field(default_factory=list)
    is_down: bool = False
    old_parameters: frozenset = frozenset()

    def application(self, environ, start_response):
        self.built.append(environ)
        start_response(self.status, list(self.headers))
        return [self.text.encode()]

    def poll(self):
        if self.is_down:
            raise ConnectionError("no database")
        return PolledVersion(self.version, self.lifetime, self.old_parameters)

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
def tracker(site, monkeypatch):
    """Its thread does not run: tests call tick() themselves."""
    monkeypatch.setattr(GenerationTracker, "start", lambda self: None)
    return GenerationTracker(site.poll, 2**20, site.clock)


@pytest.fixture
def reader(site, tracker):
    return Reader(PageCache(site.application, tracker))


@dataclass
class Cdn:
    """What stands in cdn: it notes what it is sent, and answers what it is told to."""

    url: str = ""
    answers: list = field(default_factory=list)
    received: list = field(default_factory=list)


@pytest.fixture
def cdn():
    found = Cdn()

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.received.append((self.command, self.path, self.headers, body))
            self.send_response(found.answers.pop(0) if found.answers else 200)
            self.send_header("Location", f"{found.url}/elsewhere")
            self.end_headers()

        do_POST = do_PURGE = do_GET = answer

        def log_message(self, *_said):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()
