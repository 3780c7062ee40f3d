"""HTTPS requests to a few known hosts, with limits on time and size, and without redirects.

The host of a request is never chosen by an author: addresses are built from ids, and those of
pictures, which services name, must be on the hosts of the list. The certificate of the host is
verified, so that no other machine, such as one in the local network, can answer in its place.
"""

import ssl
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import urlsplit

from rendering import Message, in_words, message

HOSTS = frozenset(
    {
        *("www.youtube.com", "api.bilibili.com", "api.github.com", "codepen.io"),
        *("api.crossref.org", "api.datacite.org"),
        # of pictures
        *("i.ytimg.com", "i0.hdslb.com", "i1.hdslb.com", "i2.hdslb.com"),
        *("shots.codepen.io", "assets.codepen.io", "screenshot.codepen.io"),
    }
)
HEADERS = {"User-Agent": "Longwave", "Accept": "application/json, image/*"}
TIMEOUT = 5.0  # seconds without an answer
DEADLINE = 15.0  # seconds for one request
CHUNK = 16 * 2**10


class EmbedUnavailable(Exception):
    """The page cannot be shown with its title; `message` says to the author why."""

    def __init__(self, message: Message) -> None:
        super().__init__(in_words(message))
        self.message = message


class Transport:
    """`base` is the address of a server that stands in for all hosts, in tests."""

    def __init__(self, base: str = "") -> None:
        self.base = base

    def get(self, address: str, limit: int) -> bytes:
        """The body, of `limit` bytes at most. Raises EmbedUnavailable."""
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.netloc not in HOSTS:
            raise EmbedUnavailable(message("service-host-unknown"))
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            with closing(self.connection(parts.netloc)) as connection:
                connection.request("GET", self.prefix(parts.netloc) + path, headers=HEADERS)
                return read_body(connection.getresponse(), limit)
        except (OSError, HTTPException) as error:
            raise EmbedUnavailable(message("service-silent", host=parts.netloc)) from error

    def connection(self, host: str) -> HTTPConnection:
        if self.base:
            return HTTPConnection(urlsplit(self.base).netloc, timeout=TIMEOUT)
        return HTTPSConnection(host, timeout=TIMEOUT, context=ssl.create_default_context())

    def prefix(self, host: str) -> str:
        return f"/{host}" if self.base else ""


def read_body(response: HTTPResponse, limit: int) -> bytes:
    if response.status != 200:
        raise EmbedUnavailable(message("service-status", status=response.status))
    end, body = monotonic() + DEADLINE, b""
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > limit:
            raise EmbedUnavailable(message("service-answer-too-large"))
        if monotonic() > end:
            raise EmbedUnavailable(message("service-answer-too-slow"))
    return body
