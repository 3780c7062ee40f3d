"""One request that the application answers: its id, its status and its time."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from blog.counters import COUNTERS
from blog.request_ids import HEADER, REQUEST_ID, chosen_request_id
from blog.serving.wsgi_environ import Environ

Send = Callable[[dict[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)


class TrackedRequest:
    """In place of `send`: adds the id to the response, and remembers its status."""

    def __init__(self, environ: Environ, send: Send) -> None:
        self.environ, self.send = environ, send
        self.status, self.started = 0, monotonic()
        self.id = chosen_request_id(environ.get("HTTP_X_REQUEST_ID", "").encode("latin-1"))
        REQUEST_ID.set(self.id)

    async def __call__(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], (HEADER, self.id)]}
        await self.send(message)

    def finish(self) -> None:
        """Count the request; 499 stands for a client that has gone, as in nginx."""
        seconds, path = monotonic() - self.started, self.environ["PATH_INFO"]
        COUNTERS.add_request(path, self.status or 499, seconds)
        if log.isEnabledFor(logging.INFO):
            self.log_line(round(seconds * 1000))

    def log_line(self, milliseconds: int) -> None:
        """At the level INFO. The query string is left out: it has what readers search for."""
        path = self.environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
        given = (self.environ["REQUEST_METHOD"], path, self.status or 499, milliseconds)
        log.info("%s %s: %d in %d ms", *given, extra={"milliseconds": milliseconds})
