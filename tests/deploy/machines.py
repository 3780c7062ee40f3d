"""Two machines of one site: servers with data folders of their own, behind nginx as in deploy/."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks.serve.servers import Server
from tests.deploy.web_server import Ports, certificate, nginx
from tests.operations.sites import address_of
from tests.postgres import free_port
from tests.processes import running

CONFIGURATION = Path(settings.BASE) / "deploy/nginx/longwave.conf"


@dataclass
class Machines:
    """`a` and `b`, and nginx in front of both."""

    a: Server
    b: Server
    front: Ports

    @property
    def each(self) -> tuple[int, int]:
        return self.a.port, self.b.port

    def kill(self, machine: Server) -> None:
        """As if its power were cut: all its processes at once."""
        os.killpg(machine.process.pid, signal.SIGKILL)


@contextmanager
def machine(folder: Path, workers: int) -> Iterator[Server]:
    """On the database of this test, with the settings of this test's environment."""
    port = free_port()
    given = {
        **os.environ,
        "LONGWAVE_DATA": str(folder),
        "DATABASE_URL": address_of(connection.settings_dict["NAME"]),
        "LONGWAVE_SECRET_KEY": settings.SECRET_KEY,
        "LONGWAVE_URL": "https://blog.example",
    }
    command = [sys.executable, "-m", "blog.serving.run", "127.0.0.1", str(port), str(workers)]
    with running(command, env=given, cwd=settings.BASE) as process:
        yield Server(process, port)


@contextmanager
def two_machines(folder: Path, workers: int = 1) -> Iterator[Machines]:
    certificate(folder, "blog.example")
    with ExitStack() as stack:
        a, b = (stack.enter_context(machine(folder / name, workers)) for name in "ab")
        front = nginx(folder, CONFIGURATION.read_text(), [a.port, b.port])
        yield Machines(a, b, stack.enter_context(front))
