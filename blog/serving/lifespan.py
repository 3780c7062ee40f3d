"""What happens when a worker process begins and ends, by ASGI's lifespan protocol."""

import asyncio
import gc
from contextlib import suppress
from typing import Any

from blog.serving.health import looked_up_conditions
from operations.monitoring.exposition import publish_counts
from rendering.worker import idle_pool

LONGEST_WARMING = 5  # seconds


async def follow_lifespan(receive: Any, send: Any) -> None:
    """End the processes of the engines with the server.

    uvicorn ends the worker process by a signal afterwards. So nothing that is registered with
    `atexit` or multiprocessing is called, and semaphores would be left to the resource tracker.
    """
    await receive()
    await connect_to_database()
    await send({"type": "lifespan.startup.complete"})
    counting = asyncio.create_task(publish_each_second())
    await receive()
    counting.cancel()
    publish_counts()
    idle_pool.close_all()
    gc.collect()  # a semaphore is released with the pool that has it
    await send({"type": "lifespan.shutdown.complete"})


async def connect_to_database() -> None:
    """Connect to the database before the first request, which would wait for it, or get a 503.

    A database that does not answer is no reason to wait longer: requests are told of it.
    """
    with suppress(TimeoutError):
        looking = asyncio.get_running_loop().run_in_executor(None, looked_up_conditions)
        await asyncio.wait_for(looking, LONGEST_WARMING)


async def publish_each_second() -> None:
    while True:
        await asyncio.sleep(1)
        publish_counts()
