"""Readers who go on reading, and what they got."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from statistics import median
from typing import NamedTuple

PATIENCE = 60  # seconds for one answer


class Answer(NamedTuple):
    """`status` is 0 without an answer. `is_stale`: it is marked as such."""

    when: str
    kind: str
    status: int
    seconds: float
    is_stale: bool


class Reader(NamedTuple):
    """`{n}` in the path is another number each time."""

    kind: str
    path: str
    headers: dict[str, str]
    pause: float
    number: int = 1


class Load:
    """`when` is the part of the attack that the answers belong to."""

    def __init__(self, port: int) -> None:
        self.port, self.when, self.answers = port, "before", list[Answer]()
        self.stopped = threading.Event()

    def read(self, reader: Reader) -> None:
        number = 0
        while not self.stopped.wait(reader.pause):
            number += 1
            when, started = self.when, time.monotonic()
            status, is_stale = self.ask(reader.path.format(n=number), reader.headers)
            took = time.monotonic() - started
            self.answers.append(Answer(when, reader.kind, status, took, is_stale))

    def ask(self, path: str, headers: dict[str, str]) -> tuple[int, bool]:
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                return answer.status, answer.headers["Warning"] is not None
        except (OSError, HTTPException):
            return 0, False

    def of(self, when: str, kind: str) -> list[Answer]:
        return [each for each in self.answers if (each.when, each.kind) == (when, kind)]

    def said(self, when: str, kind: str) -> str:
        answers = self.of(when, kind)
        times = sorted(each.seconds for each in answers)
        statuses = ", ".join(f"{number:,} × {status}" for status, number in statuses_of(answers))
        stale = sum(each.is_stale for each in answers)
        took = f"median {median(times):.3f} s, 99% within {high(times):.3f} s"
        return (
            f"  {kind}: {len(answers):,} answers ({statuses}), {stale:,} marked as stale; "
            f"{took}, longest {times[-1]:.3f} s"
        )


def statuses_of(answers: list[Answer]) -> list[tuple[int, int]]:
    return Counter(each.status for each in answers).most_common()


def high(times: list[float]) -> float:
    return sorted(times)[int(0.99 * len(times))]


@contextmanager
def reading(port: int, readers: list[Reader]) -> Iterator[Load]:
    load = Load(port)
    threads = [
        threading.Thread(target=load.read, args=(reader,), daemon=True)
        for reader in readers
        for _one in range(reader.number)
    ]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.stopped.set()
        for thread in threads:
            thread.join()
