"""The limits of connections of a process, and which are closed when they are reached."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from fcntl import ioctl
from resource import RLIMIT_NOFILE, getrlimit, setrlimit
from termios import TIOCOUTQ
from typing import Any

from django.conf import settings

FILES = 2**16  # open files of a process, if the system allows so many
SPARE = 200  # open files that are no connections
CLOSED_AT_ONCE = 50  # because choosing them takes as long as answering some dozen requests


def raise_file_limit() -> None:
    _soft, hard = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (FILES if hard < 0 else min(FILES, hard), hard))


def connection_limit() -> int:
    soft, _hard = getrlimit(RLIMIT_NOFILE)
    most: int = settings.MOST_CONNECTIONS
    return most if soft < 0 else max(min(most, soft - SPARE), CLOSED_AT_ONCE)


class ConnectedClients:
    """The open connections, which are HttpProtocol, counted by client.

    Behind a trusted proxy all connections are those of the proxy: then only their sum is limited.
    """

    def __init__(self) -> None:
        self.number = Counter[str]()
        self.open = set[Any]()

    def add(self, connection: Any) -> None:
        network = connection_network(connection)
        self.number[network] += 1
        self.open.add(connection)
        if len(self.open) > connection_limit():
            largest, _number = self.number.most_common(1)[0]
            self.close_oldest(largest)
        elif not settings.TRUSTED_PROXIES and self.number[network] > settings.CLIENT_CONNECTIONS:
            self.close_oldest(network)

    def remove(self, connection: Any) -> None:
        if connection in self.open:
            self.open.remove(connection)
            self.forget(connection_network(connection))

    def forget(self, network: str) -> None:
        self.number[network] -= 1
        if not self.number[network]:
            del self.number[network]

    def close_oldest(self, network: str) -> None:
        """Close up to CLOSED_AT_ONCE connections of this client.

        Connections that wait for the client go first, then the oldest.
        """
        theirs = [each for each in self.open if connection_network(each) == network]
        for each in oldest(theirs)[:CLOSED_AT_ONCE]:
            each.transport.abort()
            self.remove(each)


def oldest(connections: Iterable[Any]) -> list[Any]:
    return sorted(connections, key=lambda each: (each.is_answering(), each.made_at))


def connection_network(connection: Any) -> str:
    """Return the IPv4 address or the IPv6 network (64 bits) of the client."""
    client = connection.client[0] if connection.client else ""
    return client if "." in client else ":".join(client.split(":")[:4])


def unsent_bytes(transport: Any) -> int:
    """Return how many bytes wait to be sent: in the buffers of the transport and of the kernel."""
    waiting = bytearray(4)
    with suppress(OSError, ValueError):  # the socket is closed
        ioctl(transport.get_extra_info("socket").fileno(), TIOCOUTQ, waiting)
    return int(transport.get_write_buffer_size()) + int.from_bytes(waiting, sys.byteorder)


CLIENTS = ConnectedClients()
