"""Readers who ask one after another, on kept and on new connections, and note what fails."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import SSLContext
from threading import Event, Thread

from tests.waiting import SECONDS

HOST = {"Host": "blog.example"}  # behind nginx
PAUSE = 0.005  # seconds between two requests of a reader


class Load:
    """`answers` counts what came back: a status, or the text of an error."""

    def __init__(self, port: int, tls: SSLContext | None) -> None:
        self.port, self.tls, self.answers, self.ended = port, tls, Counter(), Event()
        self.longest = 0.0  # seconds

    def read(self, path: str, *, is_kept: bool) -> None:
        connection = self.connection()
        while not self.ended.wait(PAUSE):
            started = time.monotonic()
            self.answers[self.answer(connection, path)] += 1
            self.longest = max(self.longest, time.monotonic() - started)
            if not is_kept:
                connection.close()
        connection.close()

    def connection(self) -> HTTPConnection:
        if self.tls is None:
            return HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        return HTTPSConnection("127.0.0.1", self.port, timeout=SECONDS, context=self.tls)

    def answer(self, connection: HTTPConnection, path: str) -> int | str:
        try:
            connection.request("GET", path, headers=HOST if self.tls else {})
            response = connection.getresponse()
            response.read()
        except (OSError, HTTPException) as error:
            connection.close()
            return f"{path}: {error!r}"
        return response.status


@contextmanager
def under_load(
    port: int, paths: Sequence[str] = ("/", "/archive/"), tls: SSLContext | None = None
) -> Iterator[Load]:
    """Two readers of each path ask while the block runs, by TLS if a context is given."""
    load = Load(port, tls)
    readers = [
        Thread(target=load.read, args=(path,), kwargs={"is_kept": is_kept})
        for path in paths
        for is_kept in (True, False)
    ]
    for reader in readers:
        reader.start()
    try:
        yield load
    finally:
        load.ended.set()
        for reader in readers:
            reader.join(SECONDS)
