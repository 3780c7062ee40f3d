"""The ASGI application of a worker process."""

from typing import Any

from blog import database
from blog.serving import gateway
from blog.serving.lifespan import follow_lifespan
from desk.housekeeping import Housekeeping

database.use_server_timeouts()
Housekeeping().start()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await follow_lifespan(receive, send)
    else:
        await gateway.application(scope, receive, send)


__all__ = ["application"]
