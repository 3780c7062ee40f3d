"""Connections to allowed machines only, which end when the time is over.

The address is checked where the connection is made, and the host keeps its name for TLS and for
`Host`: another answer of its DNS a moment later changes nothing.
"""

import ssl
from collections.abc import Iterable
from time import monotonic
from typing import Any

import httpcore

from media.inspection import RefusedFile

from .destinations import Destinations

MOST_ADDRESSES = 4  # of one host that are tried


class Deadline:
    """`seconds` in all, and `pause` seconds without a byte."""

    def __init__(self, seconds: float, pause: float) -> None:
        self.end, self.pause = monotonic() + seconds, pause

    def left(self) -> float:
        """What the next step may take. Raises RefusedFile if there is nothing left."""
        left = self.end - monotonic()
        if left <= 0:
            raise RefusedFile("remote-slow")
        return min(left, self.pause)


class CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, destinations: Destinations, deadline: Deadline) -> None:
        self.destinations, self.deadline = destinations, deadline
        self.sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self.destinations.addresses(host, port)
        for number, address in enumerate(addresses[:MOST_ADDRESSES], start=1):
            try:
                plain = self.sockets.connect_tcp(str(address), port, self.deadline.left())
                return TimedStream(plain, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == min(len(addresses), MOST_ADDRESSES):
                    raise
        raise httpcore.ConnectError(host)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every step has only the time that is left."""

    def __init__(self, plain: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.plain, self.deadline = plain, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.plain.read(max_bytes, self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.plain.write(buffer, self.deadline.left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secret = self.plain.start_tls(ssl_context, server_hostname, self.deadline.left())
        return TimedStream(secret, self.deadline)

    def close(self) -> None:
        self.plain.close()

    def get_extra_info(self, info: str) -> Any:
        return self.plain.get_extra_info(info)
