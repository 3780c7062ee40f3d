"""A worker: python -m blog.serving.worker_process LINE LISTENING, two open file descriptors.

LINE leads to the supervisor, LISTENING is the socket whose connections this process accepts.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

import uvicorn

from blog.stopping import STOPPING

KEEP_ALIVE = 75  # seconds without a request, after which a connection is closed
SHUTDOWN_TIMEOUT = 10  # seconds for requests in progress when the server stops


class WorkerServer(uvicorn.Server):
    """uvicorn's server with a line to the supervisor."""

    def __init__(self, config: uvicorn.Config, line: socket.socket) -> None:
        super().__init__(config)
        self.line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        asyncio.get_running_loop().add_reader(self.line, self.end_without_supervisor)

    def end_without_supervisor(self) -> None:
        """The supervisor sends nothing: the line can be read when it is gone."""
        asyncio.get_running_loop().remove_reader(self.line)
        self.handle_exit(signal.SIGTERM, None)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """SIGTERM: the server stops. SIGINT: another worker has taken over."""
        if sig == signal.SIGTERM:
            STOPPING.set()
        self.should_exit = True

    async def beat(self) -> None:
        with suppress(OSError):
            self.line.send(b".")


def work(line: str, listening: str) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the supervisor restarts this process
    # Public pages are built in the event loop's thread, synchronously (gateway.py).
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    config = uvicorn.Config(
        "blog.serving.worker:application",
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
        timeout_notify=0,  # once a second
    )
    beats = socket.socket(fileno=int(line))
    beats.setblocking(False)
    server = WorkerServer(config, beats)
    config.callback_notify = server.beat
    server.run(sockets=[socket.socket(fileno=int(listening))])
    end_now()


def end_now() -> None:
    """End without waiting for threads: their requests had SHUTDOWN_TIMEOUT."""
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    work(*sys.argv[1:])
