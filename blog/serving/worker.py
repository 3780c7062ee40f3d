"""The ASGI application of a worker process."""

import sys
from typing import Any

from blog import database
from blog.serving import gateway
from blog.serving.garbage import GarbageCollection
from blog.serving.lifespan import follow_lifespan
from desk.housekeeping import Housekeeping

# Seconds for which a thread may go on while another one waits, by default ten times as much: a
# page from memory takes less than an author who saves in another thread.
SWITCH_INTERVAL = 0.0005

sys.setswitchinterval(SWITCH_INTERVAL)
database.use_server_timeouts()
GarbageCollection().start()
Housekeeping().start()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await follow_lifespan(receive, send)
    else:
        await gateway.application(scope, receive, send)


__all__ = ["application"]
