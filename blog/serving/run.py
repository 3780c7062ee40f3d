"""Starts the server: python -m blog.serving.run HOST PORT WORKERS [plain|json]"""

import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryDirectory

from blog.logs import JsonFormatter, OneLineFormatter
from blog.serving import connections
from blog.serving.programs import Program
from blog.serving.received_signals import ReceivedSignals
from blog.serving.supervisor import STOPPING, Supervisor

WORKER = (sys.executable, "-m", "blog.serving.worker_process")
WATCHER = (sys.executable, "-m", "operations.tasks.watcher")
LINE = "{asctime} {levelname} {name}: {message}"


def serve(host: str, port: str, workers: str, log_format: str = "plain") -> int:
    log_to_stderr(log_format)
    connections.raise_file_limit()
    sockets = listening_sockets(host, int(port), int(workers))
    # A terminal that is closed ends what was started in it; a service is restarted by SIGHUP.
    restart = [] if sys.stdin.isatty() else [signal.SIGHUP]
    signals = ReceivedSignals([*STOPPING, *restart])
    with counting_folder():
        new_worker, new_watcher = (partial(Program, each, os.environ) for each in (WORKER, WATCHER))
        return Supervisor(sockets, new_worker, new_watcher, signals).run()


def log_to_stderr(log_format: str) -> None:
    handler = logging.StreamHandler()
    plain = OneLineFormatter(LINE, style="{")
    handler.setFormatter(JsonFormatter() if log_format == "json" else plain)
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


@contextmanager
def counting_folder() -> Iterator[None]:
    """A folder where the processes share what they count (operations/monitoring/exposition.py)."""
    with TemporaryDirectory(prefix="longwave-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def listening_sockets(host: str, port: int, number: int) -> list[socket.socket]:
    """One for each worker. With SO_REUSEPORT the kernel distributes connections among them.

    With one shared socket the worker that wakes up first accepts all waiting connections, and the
    others stay idle.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    address = (host, port)
    return [
        socket.create_server(address, family=family, backlog=2048, reuse_port=True)
        for _number in range(number)
    ]


if __name__ == "__main__":
    sys.exit(serve(*sys.argv[1:]))
