"""Watches for tasks, and starts a process that runs them and ends when none are left.

python -m operations.tasks.watcher [LINE], where LINE is an open socket that leads to the server
which starts this. `manage.py run_tasks` starts it without one, for sites on other servers.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from socket import socket
from threading import Event, Thread, Timer

from blog import environment, serving_lock
from blog.data_settings import BASE, read_data_folder, read_database_settings
from operations.tasks.polling import Poll

PAUSE = 1.0  # seconds between two looks
LONGEST_PAUSE = 10.0  # after errors
LINGER = 30  # seconds for which the process waits for another task: starting it takes one or two
STOP_TIMEOUT = 10  # seconds for a task to be interrupted when the server stops
COMMAND = (sys.executable, str(BASE / "manage.py"), "run_due_tasks", "--linger", str(LINGER))

log = logging.getLogger(__name__)


class Watcher:
    def __init__(self, is_due: Callable[[], bool], command: Sequence[str] = ()) -> None:
        self.is_due, self.command = is_due, command or COMMAND
        self.stopped = Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.has_failed = False

    def run(self) -> None:
        """Watch until `stop()` is called, by another thread or by a handler of signals."""
        pause = PAUSE
        while not self.stopped.wait(pause):
            pause = PAUSE if self.look() else min(2 * pause, LONGEST_PAUSE)

    def look(self) -> bool:
        """Run what is due. Return whether nothing failed; the first of several errors is logged."""
        try:
            if self.is_due():
                self.run_process()
        except Exception as error:
            if not self.has_failed:
                log.warning("Background tasks wait: %s", error)
            self.has_failed = True
        else:
            self.has_failed = False
        return not self.has_failed

    def run_process(self) -> None:
        """Raises CalledProcessError if it fails."""
        self.process = subprocess.Popen(self.command, cwd=BASE, stdin=subprocess.DEVNULL)
        if self.stopped.is_set():
            self.process.terminate()
        code = self.process.wait()
        if code and not self.stopped.is_set():
            raise subprocess.CalledProcessError(code, self.command)

    def stop(self) -> None:
        """End watching. A task that runs is interrupted and begins again later."""
        self.stopped.set()
        if self.process:
            self.process.terminate()

    def kill(self) -> None:
        if self.process:
            self.process.kill()

    def stop_soon(self) -> None:
        """As stop(), and kill a task that is not interrupted in STOP_TIMEOUT."""
        self.stop()
        killing = Timer(STOP_TIMEOUT, self.kill)
        killing.daemon = True
        killing.start()


def watch_until_stopped() -> None:
    """Until SIGTERM or SIGINT."""
    watcher = new_watcher()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: watcher.stop_soon())
    watcher.run()


def watch_for_server(line: socket) -> None:
    """Until SIGTERM, or until the server is gone. SIGINT says that another process has taken over:
    what runs is not interrupted then."""
    if not environment.read_flag("LONGWAVE_RUN_TASKS", default=True):
        return
    watcher = new_watcher()
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: watcher.stop_soon())
    signal.signal(signal.SIGINT, lambda *_: watcher.stopped.set())
    Thread(target=stop_with_server, args=(watcher, line), daemon=True).start()
    line.send(b".")
    watcher.run()


def stop_with_server(watcher: Watcher, line: socket) -> None:
    line.recv(1)  # the server sends nothing: this returns when it is gone
    watcher.stop_soon()


def new_watcher() -> Watcher:
    data = read_data_folder()
    serving_lock.hold_shared_lock(data)
    return Watcher(Poll(read_database_settings(data)))


def watch(line: str = "") -> None:
    if line:
        watch_for_server(socket(fileno=int(line)))
    else:
        watch_until_stopped()


if __name__ == "__main__":
    watch(*sys.argv[1:])
