"""A site on this machine, and a policy that lets tests ask it."""

import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Thread

import pytest

from media.remote import Destinations

STOPS = 500  # the length of an answer whose end does not come
LOOPBACK = ip_address("127.0.0.1")


class Site:
    """`answers`: path -> (status, body, headers). `asked`: the paths and hosts of requests."""

    def __init__(self, port):
        self.port, self.answers, self.asked = port, {}, []
        self.goes_on = Event()

    def answer(self, path, body=b"", status=200, **headers):
        self.answers[path] = (status, body, headers)
        return self.url(path)

    def redirect(self, path, location):
        return self.answer(path, status=302, Location=location)

    def url(self, path, host="site.example"):
        return f"http://{host}:{self.port}{path}"

    def destinations(self, **values):
        """Each host is this machine, which is allowed."""
        defaults = {"ports": frozenset({self.port}), "allows": lambda _address: True}
        return Destinations(**{**defaults, "resolve": lambda _host, _port: [LOOPBACK], **values})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        site.asked.append((self.headers["Host"], self.path))
        status, body, headers = site.answers.get(self.path, (404, b"", {}))
        self.send_response(status)
        for name, value in {"Content_Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)
        if headers.get("Content_Length") == STOPS:
            self.wfile.flush()
            site.goes_on.wait(20)

    def log_message(self, *_given):
        pass


@pytest.fixture(scope="session")
def running_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.site = Site(server.server_port)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.site
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(running_site):
    running_site.answers.clear()
    running_site.asked.clear()
    running_site.goes_on.clear()
    yield running_site
    running_site.goes_on.set()


def zipped(data):
    return gzip.compress(data)
