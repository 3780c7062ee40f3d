"""A site on this machine, and a policy that lets tests ask it."""

import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from threading import Event, Thread

import pytest

from media.remote import Destinations

HOST = "site.example"
STOPS = 500  # the length of an answer whose end does not come
LOOPBACK = ip_address("127.0.0.1")


class Site:
    """`answers`: path -> (status, body, headers). `asked`: the paths and hosts of requests."""

    def __init__(self, port):
        self.port, self.answers, self.asked = port, {}, []
        self.goes_on, self.host = Event(), HOST

    def answer(self, path, body=b"", status=200, **headers):
        self.answers[path] = (status, body, headers)
        return self.url(path)

    def redirect(self, path, location):
        return self.answer(path, status=302, Location=location)

    def url(self, path, host=""):
        return f"http://{host or self.host}:{self.port}{path}"

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


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *given):
        """Whoever asks may break off."""


@pytest.fixture(scope="session")
def running_site():
    server = Server(("127.0.0.1", 0), Handler)
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


@pytest.fixture
def asked_site(site, settings):
    """The site, at an address that the settings allow."""
    settings.FETCH_NETWORKS = [ip_network("127.0.0.0/8")]
    settings.FETCH_PORTS = (site.port,)
    site.host = "127.0.0.1"
    yield site
    site.host = HOST


def zipped(data):
    return gzip.compress(data)
