"""The real server in a thread, with an application that records its requests."""

import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Event, Thread, current_thread

import pytest
import uvicorn
from django.core.exceptions import RequestDataTooBig

from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.generations import PolledVersion
from blog.serving import gateway, protocol
from blog.serving.gateway import Gateway
from tests.waiting import SECONDS

PAGE = b"page " * 500
PUBLIC = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=0")]


@dataclass
class Application:
    asked: list = field(default_factory=list)
    goes_on: Event = field(default_factory=Event)
    closed: Event = field(default_factory=Event)
    pause: float = 0
    takes: float = 0  # by its own clock
    clock: float = 0
    held: set = field(default_factory=lambda: {"/admin/slow/", "/slow/2/"})
    page: bytes = PAGE

    def __call__(self, environ, start_response):
        try:
            body = environ["wsgi.input"].read()
        except RequestDataTooBig:  # which Django answers so
            start_response("413 Content Too Large", [])
            return [b"too long"]
        self.asked.append({**environ, "body": body, "thread": current_thread().name})
        if environ["PATH_INFO"] == "/broken/":
            raise RuntimeError("broken")
        start_response("200 OK", list(PUBLIC))
        time.sleep(self.pause)
        self.clock += self.takes
        if environ["PATH_INFO"] in self.held:
            assert self.goes_on.wait(SECONDS)
        return self if environ["PATH_INFO"] == "/pieces/" else [self.page]

    def __iter__(self):
        yield from (b"one", b"", b"two")

    def close(self):
        self.closed.set()


class Client:
    def __init__(self, port, server=None, memory=None, gateway=None):
        self.port, self.server, self.memory, self.gateway = port, server, memory, gateway
        self.connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)

    @property
    def protocol(self):
        """The server's side of the only connection; None before there is one."""
        return next(iter(self.server.server_state.connections), None)

    def ask(self, path="/", method="GET", body=None, **headers):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, given)
        answer = self.connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def send(self, raw):
        """Return everything that is received until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as connection:
            connection.sendall(raw)
            return b"".join(iter(lambda: connection.recv(2**16), b""))


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def signed_in():
    """A list: whether clients with a long body have a login session."""
    return []


@pytest.fixture
def client(application, monkeypatch, settings, signed_in):
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(gateway, "has_login_session", lambda environ: bool(signed_in))
    with served(application, monkeypatch) as found:
        yield found


@contextmanager
def served(application, monkeypatch):
    memory = PageCache(application, GenerationTracker(lambda: PolledVersion(1, 3600.0), 2**20))
    monkeypatch.setattr(protocol, "PREPARED_RESPONSE", memory.prepared_response)
    answering = Gateway(memory)
    config = uvicorn.Config(
        answering,
        http=protocol.HttpProtocol,
        loop="uvloop",
        ws="none",
        lifespan="off",
        server_header=False,
        log_level="critical",
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield Client(listening.getsockname()[1], server, memory, answering)
        finally:
            application.goes_on.set()
            server.should_exit = server.force_exit = True
            thread.join(SECONDS)


def is_cut_off(connection, piece, pause=0.03):
    """Whether the server closes the connection while this piece is sent again and again."""
    for _time in range(1000):
        try:
            connection.sendall(piece)
        except OSError:
            return True
        time.sleep(pause)
    return False
