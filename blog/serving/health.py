"""Answers to probes: in threads of their own, so that no other request keeps them waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections

from blog.serving.thread_pools import in_executor
from blog.serving.tracked_request import Send
from blog.serving.wsgi_environ import Environ
from operations.monitoring.probe_answers import LIVE, READY, health_answer
from operations.monitoring.readiness import unmet_conditions

PATIENCE = 1.5  # seconds for all conditions; the database alone has one
METHODS = frozenset({"GET", "HEAD"})


class HealthProbes:
    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(2, "probes")
        self.running: Future[list[str]] | None = None

    def answers_health(self, environ: Environ) -> bool:
        is_health = environ["PATH_INFO"] in (LIVE, READY)
        return is_health and environ["REQUEST_METHOD"] in METHODS

    async def answer(self, path: str, send: Send) -> None:
        await send_health(send, [] if path == LIVE else await self.unmet())

    async def unmet(self) -> list[str]:
        """Probes that arrive at the same time share one look."""
        if self.running is None or self.running.done():
            self.running = self.threads.submit(looked_up_conditions)
        try:
            looking = asyncio.shield(asyncio.wrap_future(self.running))
            return await asyncio.wait_for(looking, PATIENCE)
        except TimeoutError:
            return ["database"]

    def in_thread(self, call: Callable[[], Any]) -> Awaitable[Any]:
        return in_executor(self.threads, call)


def looked_up_conditions() -> list[str]:
    close_old_connections()
    try:
        return unmet_conditions()
    finally:
        close_old_connections()


async def send_health(send: Send, unmet: list[str]) -> None:
    status, body = health_answer(unmet)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
