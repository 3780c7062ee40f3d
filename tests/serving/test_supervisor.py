"""The main process of the server: with workers that only beat, and with a real one under load."""

import os
import signal
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, create_connection, socket
from threading import Thread

import pytest

from benchmarks.serve.servers import free_port, python
from blog.serving import programs, supervisor
from blog.serving.programs import Program
from blog.serving.run import listening_sockets
from blog.serving.supervisor import Supervisor
from tests.migrated import copy_to
from tests.serving.load import under_load
from tests.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.either_database]

# A worker that beats, until it is asked to finish; `how` decides what it does instead.
WORKER = """
import os, signal, socket, sys, time
how, line = open(sys.argv[1]).read(), socket.socket(fileno=int(sys.argv[2]))
if how == "fails":
    sys.exit(3)
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
signal.signal(signal.SIGTERM, (lambda *_: None) if how == "stays" else lambda *_: sys.exit(0))
while True:
    line.send(b".")
    time.sleep(0.02)
"""


class Signals(set):
    """Those that a test adds: threads receive no real ones."""

    def wait(self, seconds):
        time.sleep(0.02)
        return {self.pop() for _each in range(len(self))}


class Beating:
    """A supervisor in a thread, with two workers that begin as the file `how` says."""

    def __init__(self, folder):
        self.how = folder / "how"
        self.behave("beats")
        command = [sys.executable, "-S", "-c", WORKER, str(self.how)]
        start = partial(Program, command, os.environ)
        sockets = listening_sockets("127.0.0.1", 0, 2)
        self.signals = Signals()
        self.supervisor = Supervisor(sockets, start, start, self.signals)
        self.thread = Thread(target=self.run, daemon=True)

    def run(self):
        self.status = self.supervisor.run()

    def behave(self, how):
        self.how.write_text(how)

    def ids(self):
        return {each.process.pid for each in self.supervisor.workers}

    def restart(self):
        self.signals.add(signal.SIGHUP)

    def stop(self):
        self.signals.add(signal.SIGTERM)
        self.thread.join(20)
        assert not self.thread.is_alive()
        return self.status


@pytest.fixture
def beating(tmp_path):
    site = Beating(tmp_path)
    try:
        yield site
    finally:
        for each in site.supervisor.programs():
            with suppress(ProcessLookupError):
                each.kill()


@pytest.fixture
def running_site(beating):
    beating.thread.start()
    wait_until(lambda: beating.supervisor.has_served)
    return beating


def test_new_workers_take_over_only_when_all_are_ready(running_site, caplog):
    before = running_site.ids()
    running_site.behave("fails")
    running_site.restart()
    wait_until(lambda: supervisor.DID_NOT_START in caplog.text)
    assert running_site.ids() == before
    running_site.behave("beats")
    running_site.restart()
    wait_until(lambda: before.isdisjoint(running_site.ids()))
    wait_until(lambda: not running_site.supervisor.leaving)
    assert not any(Path(f"/proc/{old}").exists() for old in before)
    assert running_site.stop() == 0


def test_a_worker_that_ends_or_hangs_is_replaced(running_site, monkeypatch):
    monkeypatch.setattr(programs, "HANGING_TICKS", 15)
    first, second = running_site.supervisor.workers
    first.process.kill()
    wait_until(lambda: running_site.supervisor.workers[0] is not first)
    assert running_site.supervisor.workers[1] is second
    os.kill(second.process.pid, signal.SIGSTOP)
    wait_until(lambda: running_site.supervisor.workers[1] is not second)
    assert running_site.stop() == 0


def test_a_worker_that_does_not_stop_is_killed(beating, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_TICKS", 10)
    beating.behave("stays")
    beating.thread.start()
    wait_until(lambda: beating.supervisor.has_served)
    ids = beating.ids()
    assert beating.stop() == 0
    assert not any(Path(f"/proc/{each}").exists() for each in ids)


def test_a_server_that_does_not_start_says_so_by_its_status(beating):
    beating.behave("fails")
    beating.thread.start()
    beating.thread.join(20)
    assert beating.status == 1


@pytest.fixture
def manager(tmp_path):
    """What systemd is told."""
    with socket(AF_UNIX, SOCK_DGRAM) as receiving:
        receiving.bind(str(tmp_path / "notify"))
        receiving.settimeout(20)
        yield receiving


def children(process):
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return {int(child) for child in text.split()}


@contextmanager
def served(folder, manager):
    data, port = folder / "var", free_port()
    data.mkdir()
    copy_to(data / "longwave.sqlite3")
    given = {"LONGWAVE_RUN_TASKS": "0", "NOTIFY_SOCKET": manager.getsockname()}
    command = ["-m", "blog.serving.run", "127.0.0.1", str(port), "1"]
    with python(command, port, data, given) as server:
        yield server


def test_a_restart_and_a_stop_lose_no_request(tmp_path, manager):
    with served(tmp_path, manager) as server:
        assert manager.recv(100) == b"READY=1"
        master, (old, *_) = server.process.pid, sorted(children(server.process.pid))
        with under_load(server.port, ["/"]) as load:
            os.kill(master, signal.SIGHUP)
            assert manager.recv(100) == b"RELOADING=1"
            assert manager.recv(100) == b"READY=1"
            wait_until(lambda: old not in children(master))
            asked = load.answers.total()
            wait_until(lambda: load.answers.total() > asked + 20)
        assert set(load.answers) == {200}
        workers = children(master)
        with create_connection(("127.0.0.1", server.port)) as begun:
            begun.sendall(b"GET /tags/ HTTP/1.1\r\nHost: localhost\r\n")
            wait_until(lambda: is_being_read(server))
            server.process.terminate()
            assert manager.recv(100) == b"STOPPING=1"
            wait_until(lambda: refuses(server.port))
            begun.sendall(b"\r\n")
            said = b"".join(iter(lambda: begun.recv(2**16), b""))
        assert said.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"connection: close" in said.lower()
        assert server.process.wait(20) == 0
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def is_being_read(server):
    """The worker has accepted what was sent before: another request is answered after it."""
    return server.get("/health/live")[1]


def refuses(port):
    try:
        create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return True
    return False
