"""Serves one page to Chromium: its HTML as it is given, and the public files that it names.

The server listens on this machine alone, under an address that nobody guesses, and answers nothing
else: no page of the site, no session.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

PAPERS = ("A4", "letter")
HOST = "127.0.0.1"
FILES = ("/files/", "/formulas/", "/diagrams/")
# No script, no frame, nothing from elsewhere.
ALLOWED = "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'"
POLICY = {"Content-Security-Policy": ALLOWED}
Environ = dict[str, Any]


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


class PrintedPage:
    """The WSGI application. `base` is the address of the site, whose host the files expect."""

    def __init__(self, html: bytes, paper: str, base: str) -> None:
        self.key = secrets.token_urlsafe(24)
        style = f'<link rel="stylesheet" href="/{self.key}.css"></head>'
        self.pages = {
            f"/{self.key}": ("text/html; charset=utf-8", printable(html, style)),
            f"/{self.key}.css": ("text/css", f"@page {{ size: {paper} }}".encode()),
        }
        self.files = WSGIHandler()
        self.host, self.scheme = urlsplit(base).netloc, urlsplit(base).scheme

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in self.pages:
            kind, body = self.pages[path]
            headers = {"Content-Type": kind, "Content-Length": str(len(body)), **POLICY}
            start_response("200 OK", list(headers.items()))
            return [body]
        if not path.startswith((*FILES, settings.MEDIA_URL, f"/{settings.STATIC_URL.strip('/')}/")):
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b""]
        return self.files(environ_of_site(environ, self.host, self.scheme), start_response)


def printable(html: bytes, style: str) -> bytes:
    """The page with its paper, and with all of its pictures at once."""
    at_once = html.replace(b' loading="lazy"', b"")
    return at_once.replace(b"</head>", style.encode(), 1)


def environ_of_site(environ: Environ, host: str, scheme: str) -> Environ:
    """The request as it would come to the site, without any cookie."""
    kept = {name: value for name, value in environ.items() if name != "HTTP_COOKIE"}
    return kept | {"HTTP_HOST": host, "wsgi.url_scheme": scheme}


class PrintServer(WSGIServer):
    request_queue_size = 64  # a browser asks for many files at once


@contextmanager
def served_page(html: bytes, paper: str, base: str) -> Iterator[str]:
    """Serve the page while the block runs. Yields its address."""
    page = PrintedPage(html, paper, base)
    with make_server(HOST, 0, page, PrintServer, SilentHandler) as server:
        thread = Thread(target=serve_until_shutdown, args=(server,), name="print", daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/{page.key}"
        finally:
            server.shutdown()
            thread.join()


def serve_until_shutdown(server: WSGIServer) -> None:
    try:
        server.serve_forever(poll_interval=0.05)
    finally:
        connections.close_all()  # those of this thread
