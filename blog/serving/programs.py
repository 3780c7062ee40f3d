"""A child process of the server: started, watched by its beats, asked to finish, or killed."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from socket import socket, socketpair

TICK = 0.25  # seconds between two looks of the supervisor
# Ticks without a beat after which a worker hangs. They are no seconds of a clock, so that a machine
# that was suspended does not take this for a hanging process. Machines may be slow.
HANGING_TICKS = round(60 / TICK)


class Program:
    """`line` is the socket between us: the process sends a beat each second from when on it is
    ready, and ends if we are gone. It gets its own descriptors as its last arguments."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], listening: socket | None = None
    ) -> None:
        self.age = self.silent_for = self.ended_for = self.leaving_for = 0  # ticks
        self.is_ready = self.is_leaving = False
        self.line, theirs = socketpair()
        self.line.setblocking(False)
        with theirs:
            given = [theirs.fileno(), *([listening.fileno()] if listening else [])]
            self.process = subprocess.Popen(
                [*command, *map(str, given)], env=env, stdin=subprocess.DEVNULL, pass_fds=given
            )

    def tick(self) -> None:
        """Read the beats, and count the time."""
        self.age += 1
        self.silent_for += 1
        self.leaving_for += self.is_leaving
        self.ended_for += self.has_ended()
        with suppress(BlockingIOError, ConnectionError):
            if self.line.recv(256):
                self.is_ready, self.silent_for = True, 0

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def status(self) -> int | None:
        """The exit status, None while it runs."""
        return self.process.poll()

    def hangs(self) -> bool:
        return self.is_ready and self.silent_for > HANGING_TICKS

    def finish(self) -> None:
        """Another one has taken over: answer what has begun, and end."""
        self.leave(signal.SIGINT)

    def stop(self) -> None:
        """The server stops: answer what has begun, and end."""
        self.leave(signal.SIGTERM)

    def leave(self, how: signal.Signals) -> None:
        """Kill a process that is not ready: it has not begun anything."""
        self.is_leaving = True
        self.process.send_signal(how if self.is_ready else signal.SIGKILL)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.line.close()
