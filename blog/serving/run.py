"""python -m blog.serving.run HOST PORT WORKERS"""

import os
import socket
import sys
from collections.abc import Callable
from typing import Any, cast

import uvicorn
from uvicorn.supervisors import Multiprocess

from blog.serving import connections

KEEP_ALIVE = 75  # seconds that a browser's connection may be silent
PATIENCE = 10  # seconds for what is still being answered when the server is told to end
HUNG = 60  # seconds without a sign of life, after which a worker is replaced: machines may be slow


def main(host: str, port: str, workers: str) -> None:
    connections.allow_many_files()
    # Pages for readers are built in the thread of the event loop, each whole before the next one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    config = uvicorn.Config(
        "blog.serving.worker:application",
        host=host,
        port=int(port),
        workers=int(workers),
        http="blog.serving.protocol:Protocol",
        loop="uvloop",
        ws="none",
        lifespan="off",
        interface="asgi3",
        proxy_headers=False,  # the site reads them by its own settings
        server_header=False,
        access_log=False,
        log_level="error",  # nonsense that strangers send is answered, and not worth a line
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=PATIENCE,
        timeout_worker_healthcheck=HUNG,
    )
    if config.workers > 1:
        own = cast(socket.socket, OneForEach(host, int(port)))
        Multiprocess(config, sockets=[own]).run()
    else:
        uvicorn.Server(config).run()


class OneForEach:
    """In place of a socket that all workers take connections from: each opens its own.

    The kernel shares connections out among them. Of one for all, whoever is awake takes all that
    wait, and half of the machine stays idle while many come at once.
    """

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)

    def __reduce__(self) -> tuple[Callable[..., socket.socket], tuple[Any, ...]]:
        return listening, self.address

    def close(self) -> None:
        """There is nothing to close: no worker's socket is here."""


def listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, reuse_port=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
