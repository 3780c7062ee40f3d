"""How many connections a process holds, and who goes when there are more."""

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
FILES = 2**16  # that a process may open, where the system allows it
SPARE = 200  # files that are open beside connections
CLOSED_AT_ONCE = 50  # since looking for them takes as long as answering some dozen requests


def allow_many_files() -> None:
    _soft, hard = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (FILES if hard < 0 else min(FILES, hard), hard))


def most() -> int:
    soft, _hard = getrlimit(RLIMIT_NOFILE)
    return MOST if soft < 0 else max(min(MOST, soft - SPARE), CLOSED_AT_ONCE)


def make_room(connections: Collection[Any]) -> None:
    """Close the oldest ones of whoever has most: first those that wait for their client."""
    whose, _number = Counter(map(network, connections)).most_common(1)[0]
    theirs = [each for each in connections if network(each) == whose]
    theirs.sort(key=lambda each: (each.is_answering(), each.made))
    for each in theirs[:CLOSED_AT_ONCE]:
        each.transport.abort()


def network(connection: Any) -> str:
    """The address of the client; of IPv6 the network, all of which is his."""
    client = connection.client[0] if connection.client else ""
    return client if "." in client else ":".join(client.split(":")[:4])


def unsent(transport: Any) -> int:
    """Bytes that wait here, and in the kernel, for the other side to take them."""
    waiting = bytearray(4)
    with suppress(OSError, ValueError):  # it is closed
        ioctl(transport.get_extra_info("socket").fileno(), TIOCOUTQ, waiting)
    return int(transport.get_write_buffer_size()) + int.from_bytes(waiting, sys.byteorder)
