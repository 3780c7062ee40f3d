"""Starts the processes of the server, replaces those that end or hang, restarts and stops them.

A restart (SIGHUP) starts new workers first. The old ones are told to finish when all new ones are
ready; if these do not start, the old ones go on. Each worker is a new program with the environment
that the server was started with, so that it reads all code and all settings anew. The listening
sockets belong to this process: no connection that waits in one of them is lost with a worker.

This process imports neither Django nor uvicorn: it stays small, and an update does not concern it.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Sequence
from itertools import chain
from socket import socket

from blog.serving.programs import TICK, Program
from blog.serving.received_signals import ReceivedSignals
from blog.serving.service_manager import notify

START_TICKS = round(120 / TICK)  # in which workers get ready; machines may be slow
REST_TICKS = round(3 / TICK)  # before a program that did not even get ready is started again
STOP_TICKS = round(15 / TICK)  # in which a process finishes; it takes 10 seconds itself
STOPPING = frozenset({signal.SIGTERM, signal.SIGINT})
DID_NOT_START = "The new workers did not start: see above. The old ones go on."

log = logging.getLogger(__name__)


class Supervisor:
    """`new_worker` starts the worker of a listening socket, `new_watcher` that of the tasks."""

    def __init__(
        self,
        sockets: Sequence[socket],
        new_worker: Callable[[socket], Program],
        new_watcher: Callable[[], Program],
        signals: ReceivedSignals,
    ) -> None:
        self.sockets, self.new_worker, self.new_watcher = sockets, new_worker, new_watcher
        self.signals = signals
        self.workers: list[Program] = []
        self.coming: list[Program] = []
        self.leaving: list[Program] = []
        self.watchers: list[Program] = []  # one, when the workers are ready: they come first
        self.has_served = False

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT. Return the exit status: 1 if the server did not start."""
        self.workers = self.started_workers()
        while not (asked := self.wait()) & STOPPING:
            if not self.has_served and any(each.has_ended() for each in self.workers):
                return self.stop(1)
            self.step(is_restart_asked=signal.SIGHUP in asked)
        return self.stop(0)

    def wait(self) -> set[int]:
        """Wait for a tick. Return the signals that came."""
        asked = self.signals.wait(TICK)
        for each in self.programs():
            each.tick()
        return asked

    def programs(self) -> chain[Program]:
        return chain(self.workers, self.coming, self.leaving, self.watchers)

    def started_workers(self) -> list[Program]:
        return [self.new_worker(each) for each in self.sockets]

    def step(self, *, is_restart_asked: bool) -> None:
        if is_restart_asked and not self.coming:
            notify("RELOADING=1")
            self.coming = self.started_workers()
        if self.coming:
            self.look_at_coming()
        self.replace_ended()
        self.leaving = [each for each in self.leaving if not self.has_left(each)]
        if not self.has_served and all(each.is_ready for each in self.workers):
            self.has_served = True
            self.watchers = [self.new_watcher()]
            notify("READY=1")

    def look_at_coming(self) -> None:
        """Let the new workers take over if all are ready; end them if one will not be."""
        if all(each.is_ready for each in self.coming):
            former = [*self.workers, *self.watchers]
            for each in former:
                each.finish()
            self.leaving += former
            self.workers, self.coming = self.coming, []
            self.watchers = [self.new_watcher()]
            log.warning("Restarted: new workers answer, the old ones finish.")
        elif any(each.has_ended() or each.age > START_TICKS for each in self.coming):
            for each in self.coming:
                each.kill()
            self.coming = []
            log.error(DID_NOT_START)
        else:
            return
        notify("READY=1")

    def replace_ended(self) -> None:
        for number, each in enumerate(self.workers):
            if each.hangs():
                each.kill()
            if self.may_start_again(each):
                log.error("A worker has ended (%s); another one starts.", each.status())
                self.workers[number] = self.new_worker(self.sockets[number])
        if any(each.status() and self.may_start_again(each) for each in self.watchers):
            self.watchers = [self.new_watcher()]

    def may_start_again(self, program: Program) -> bool:
        return program.has_ended() and (program.is_ready or program.ended_for > REST_TICKS)

    def has_left(self, program: Program) -> bool:
        if program.leaving_for > STOP_TICKS:
            program.kill()
        return program.has_ended()

    def stop(self, status: int) -> int:
        """End all processes, in a bounded time. Return the status."""
        notify("STOPPING=1")
        for each in self.programs():
            each.stop()
        for listening in self.sockets:
            listening.close()
        while not all(self.has_left(each) for each in self.programs()):
            self.wait()
        return status
