"""Threads for requests that the event loop must not wait for: a pool for each kind of them.

Readers never wait for authors: an author who saves may wait for a lock for many seconds. Hashing a
password takes a quarter of a second by design: one thread does it, however many strangers try
passwords, and one process at a time (blog/password_hashing.py).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext
from contextvars import copy_context
from functools import cache, partial
from time import monotonic
from typing import Any

from django.urls import reverse

from blog.outage import SAFE_METHODS
from blog.serving.request_bodies import author_paths
from blog.serving.wsgi_environ import Environ

# Threads of each process. With those of the event loop, the polls and the housekeeping, they need
# at most the connections of the pool (blog/data_settings.py).
READERS, AUTHORS, HASHING = 3, 2, 1
# Calls that run or wait in a pool, of all clients and of one. A browser asks for 128 files at once.
MOST_CALLS, MOST_OF_CLIENT = 500, 150
# Seconds that a call waits for a thread; the script of the desk waits for 30 in all. Whoever signs
# in waits for strangers who try passwords: longer, because trying again would not be faster.
LONGEST_WAIT, LONGEST_WAIT_OF_AUTHORS, LONGEST_WAIT_OF_PASSWORDS = 5.0, 20.0, 60.0


class PoolBusy(Exception):
    """All threads of the pool are busy for too long."""


class BoundedPool:
    """Some threads, and limits on how many calls wait for one, and for how many seconds.

    `of_client` is how many calls of one client run at once; the others wait for their turn.
    """

    def __init__(self, threads: int, name: str, longest_wait: float, of_client: int) -> None:
        self.threads = ThreadPoolExecutor(threads, name)
        self.longest_wait, self.of_client = longest_wait, of_client
        self.calls = Counter[str]()
        self.turns = dict[str, asyncio.Semaphore]()

    async def run(self, call: Callable[[], Any], client: str = "") -> Any:
        """Return what the call returns in a thread. Raises PoolBusy instead of calling it.

        `client` is a key, '' if the client is not known.
        """
        latest = monotonic() + self.longest_wait
        async with self.turn_of(client):
            return await in_executor(self.threads, partial(self.begin, call, latest))

    @asynccontextmanager
    async def turn_of(self, client: str) -> AsyncIterator[None]:
        if self.calls.total() >= MOST_CALLS or self.calls[client] >= MOST_OF_CLIENT:
            raise PoolBusy
        self.calls[client] += 1
        turns = self.turns.setdefault(client, asyncio.Semaphore(self.of_client))
        try:
            async with turns if client else nullcontext():
                yield
        finally:
            self.calls[client] -= 1
            if not self.calls[client]:
                del self.calls[client], self.turns[client]

    async def go_on(self, call: Callable[[], Any]) -> Any:
        """The same for a call that belongs to a response which has begun: it is never refused."""
        return await in_executor(self.threads, call)

    def begin(self, call: Callable[[], Any], latest: float) -> Any:
        if monotonic() > latest:
            raise PoolBusy
        return call()


def in_executor(threads: ThreadPoolExecutor, call: Callable[[], Any]) -> Awaitable[Any]:
    """Call it in a thread, with the context variables of this request."""
    return asyncio.get_running_loop().run_in_executor(threads, copy_context().run, call)


class ThreadPools:
    def __init__(self) -> None:
        self.readers = BoundedPool(READERS, "request", LONGEST_WAIT, READERS - 1)
        self.authors = BoundedPool(AUTHORS, "author", LONGEST_WAIT_OF_AUTHORS, AUTHORS)
        self.hashing = BoundedPool(HASHING, "hashing", LONGEST_WAIT_OF_PASSWORDS, HASHING)

    def of(self, environ: Environ) -> BoundedPool:
        if hashes(environ):
            return self.hashing
        is_author = environ["PATH_INFO"].startswith(author_paths())
        is_writing = environ["REQUEST_METHOD"] not in SAFE_METHODS
        return self.authors if is_author or is_writing else self.readers


def hashes(environ: Environ) -> bool:
    """Whether it sends a password that may be a stranger's, which is then hashed."""
    path = environ["PATH_INFO"]
    is_sign_in = path.startswith(sign_in_path()) and not path.startswith(other_sites_path())
    return environ["REQUEST_METHOD"] == "POST" and is_sign_in


@cache
def sign_in_path() -> str:
    return reverse("account_login")


def other_sites_path() -> str:
    return f"{sign_in_path()}with/"
