"""The limit of connections of a process, and which are closed when it is reached."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from fcntl import ioctl
from resource import RLIMIT_NOFILE, getrlimit, setrlimit
from termios import TIOCOUTQ
from typing import Any

MOST = 2000
FILES = 2**16  # open files of a process, if the system allows so many
SPARE = 200  # open files that are no connections
CLOSED_AT_ONCE = 50  # because choosing them takes as long as answering some dozen requests


def raise_file_limit() -> None:
    _soft, hard = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (FILES if hard < 0 else min(FILES, hard), hard))


def connection_limit() -> int:
    soft, _hard = getrlimit(RLIMIT_NOFILE)
    return MOST if soft < 0 else max(min(MOST, soft - SPARE), CLOSED_AT_ONCE)


def close_oldest(connections: Collection[Any]) -> None:
    """Close up to CLOSED_AT_ONCE connections of the client that has most.

    Connections that wait for the client go first, then the oldest. Elements are HttpProtocol.
    """
    largest, _number = Counter(map(connection_network, connections)).most_common(1)[0]
    theirs = [each for each in connections if connection_network(each) == largest]
    theirs.sort(key=lambda each: (each.is_answering(), each.made_at))
    for each in theirs[:CLOSED_AT_ONCE]:
        each.transport.abort()


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
