"""python -m blog.serving.run HOST PORT WORKERS"""

import os
import sys

import uvicorn

KEEP_ALIVE = 75  # seconds that a browser's connection may be silent
PATIENCE = 10  # seconds for what is still being answered when the server is told to end
HUNG = 60  # seconds without a sign of life, after which a worker is replaced: machines may be slow


def main(host: str, port: str, workers: str) -> None:
    # Pages for readers are built in the thread of the event loop, each whole before the next one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    uvicorn.run(
        "blog.serving.gateway:application",
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
        log_level="warning",
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=PATIENCE,
        timeout_worker_healthcheck=HUNG,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
