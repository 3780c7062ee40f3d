"""The signals that this process has received."""

import signal
from collections.abc import Iterable
from contextlib import suppress
from socket import socketpair
from typing import Any


class ReceivedSignals:
    """Notes these signals, which end a wait at once. Only the main thread may make one."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.received = set[int]()
        self.awake, write = socketpair()
        write.setblocking(False)
        signal.set_wakeup_fd(write.detach())
        for number in numbers:
            signal.signal(number, self.note)

    def note(self, number: int, _frame: Any) -> None:
        self.received.add(number)

    def wait(self, seconds: float) -> set[int]:
        """Wait for so long, or until a signal comes. Return those that have come."""
        self.awake.settimeout(seconds)
        with suppress(TimeoutError):
            self.awake.recv(64)
        received, self.received = self.received, set()
        return received
