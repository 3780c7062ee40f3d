"""Starts the server: python -m blog.serving.run HOST PORT WORKERS"""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from tempfile import TemporaryDirectory
from typing import Any, cast

import uvicorn
from uvicorn.supervisors import Multiprocess

from blog import environment
from blog.serving import connections
from operations.tasks.watcher import watching

KEEP_ALIVE = 75  # seconds without a request, after which a connection is closed
SHUTDOWN_TIMEOUT = 10  # seconds for requests in progress when the server stops
HEALTHCHECK_TIMEOUT = 60  # seconds; a worker that does not answer is replaced. Machines may be slow


def main(host: str, port: str, workers: str) -> None:
    connections.raise_file_limit()
    # Public pages are built in the event loop's thread, synchronously (gateway.py).
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    config = uvicorn.Config(
        "blog.serving.worker:application",
        host=host,
        port=int(port),
        workers=int(workers),
        http="blog.serving.protocol:HttpProtocol",
        loop="uvloop",
        ws="none",
        lifespan="on",
        interface="asgi3",
        proxy_headers=False,  # Django reads them: TRUSTED_PROXIES, SECURE_PROXY_SSL_HEADER
        server_header=False,
        access_log=False,
        log_level="error",  # no warnings about malformed requests
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=SHUTDOWN_TIMEOUT,
        timeout_worker_healthcheck=HEALTHCHECK_TIMEOUT,
    )
    runs_tasks = environment.read_flag("LONGWAVE_RUN_TASKS", default=True)
    with counting_folder(), watching() if runs_tasks else nullcontext():
        serve(config)


@contextmanager
def counting_folder() -> Iterator[None]:
    """A folder where the processes share what they count (operations/monitoring/exposition.py)."""
    with TemporaryDirectory(prefix="longwave-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def serve(config: uvicorn.Config) -> None:
    if config.workers > 1:
        factory = cast(socket.socket, SocketPerWorker(config.host, config.port))
        Multiprocess(config, sockets=[factory]).run()
    else:
        uvicorn.Server(config).run()


class SocketPerWorker:
    """Passed to uvicorn as a socket. Unpickling it in a worker opens a socket of its own.

    With SO_REUSEPORT the kernel distributes connections among these sockets. With one shared socket
    the worker that wakes up first accepts all waiting connections, and the others stay idle.
    """

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)

    def __reduce__(self) -> tuple[Callable[..., socket.socket], tuple[Any, ...]]:
        return listening_socket, self.address

    def close(self) -> None:
        """Do nothing: this process has no socket open."""


def listening_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, reuse_port=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
