"""What happens when a worker process ends, by ASGI's lifespan protocol."""

import asyncio
import gc
from typing import Any

from operations.monitoring.exposition import publish_counts
from rendering.worker import idle_pool


async def follow_lifespan(receive: Any, send: Any) -> None:
    """End the processes of the engines with the server.

    uvicorn ends the worker process by a signal afterwards. So nothing that is registered with
    `atexit` or multiprocessing is called, and semaphores would be left to the resource tracker.
    """
    await receive()
    await send({"type": "lifespan.startup.complete"})
    counting = asyncio.create_task(publish_each_second())
    await receive()
    counting.cancel()
    publish_counts()
    idle_pool.close_all()
    gc.collect()  # a semaphore is released with the pool that has it
    await send({"type": "lifespan.shutdown.complete"})


async def publish_each_second() -> None:
    while True:
        await asyncio.sleep(1)
        publish_counts()
