"""The WSGI application as uvicorn asks it.

A page for everybody is built in the thread of the event loop: nearly all of it is Python, which
runs in one thread at a time anyway, and handing it to another takes half as long as building it.
What takes longer goes to threads, so that nobody who reads waits for it: whatever belongs to one
person, like the article that an author saves, searches, and pages of a kind that was slow.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from time import monotonic
from typing import Any

from blog.wsgi import application as wsgi  # first: it loads the apps, which the rest needs

# isort: split
from django.conf import settings
from django.db import Error

from blog.page_cache.key import Key
from blog.serving.bodies import (
    FORM,
    IN_MEMORY,
    Body,
    Full,
    Gone,
    Room,
    TooLong,
    is_signed_in,
    length,
    longest,
)
from blog.serving.requests import Environ, Receive, Refusal, Scope, environ_of, refusal

THREADS = 2
SLOW = 0.05  # seconds
MOST_SLOW = 100
WITHOUT_BODY = {204, 304}
FULL = Refusal(
    503, "Too much is being sent here. Try again soon.\n现在发送的内容过多，请稍后再试。\n".encode()
)

Send = Callable[[dict[str, Any]], Awaitable[None]]
FILES = f"/{settings.STATIC_URL.strip('/')}/"


class Response:
    """What the application answers; the `body` that is left of it in pieces, or `whole`.

    `seconds` is how long that took, waiting for a thread not included.
    """

    def __init__(self, application: Any, environ: Environ, *, in_pieces: bool) -> None:
        started = monotonic()
        self.status, self.headers, self.whole = 500, list[tuple[bytes, bytes]](), b""
        self.body: Iterable[bytes] = application(environ, self.start)
        self.pieces: Iterator[bytes] = iter(self.body)
        self.is_open = in_pieces and getattr(self.body, "streaming", True)
        if not self.is_open:
            self.complete()
        self.seconds = monotonic() - started

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status = int(status[:3])
        self.headers = [(bytes_of(name), bytes_of(value)) for name, value in headers]

    def complete(self) -> None:
        """Read all of it, its length among the headers."""
        try:
            self.whole = b"".join(self.pieces)
        finally:
            self.close()
        names = {name.lower() for name, _value in self.headers}
        if self.status not in WITHOUT_BODY and b"content-length" not in names:
            self.headers.append((b"content-length", b"%d" % len(self.whole)))

    def piece(self) -> bytes:
        """The next one; nothing behind the last."""
        return next(filter(None, self.pieces), b"")

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            close()


class Gateway:
    def __init__(self, application: Any, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, "request")
        # The first parts of addresses where the last answer took long.
        self.slow: set[str] = set()
        self.room = Room()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        environ["wsgi.input"] = BytesIO()
        if refused := refusal(scope, environ):
            await refuse(send, *refused)
        elif length(environ) != 0:
            await self.with_body(environ, receive, send)
        elif is_for_everybody(environ):
            await self.for_everybody(environ, send)
        else:
            await self.answer(environ, send)

    async def for_everybody(self, environ: Environ, send: Send) -> None:
        kind = environ["PATH_INFO"].partition("/")[2].partition("/")[0]
        if kind in self.slow:
            response = await self.answer(environ, send)
        else:
            response = Response(self.application, environ, in_pieces=False)
            await give(response, send)
        self.note(kind, response.seconds)

    async def with_body(self, environ: Environ, receive: Receive, send: Send) -> None:
        """Decide by its head whether a request may send its body, before any of it is read."""
        said, most, is_known = length(environ), longest(environ["PATH_INFO"]), False
        if most > IN_MEMORY and (said is None or said > IN_MEMORY):
            try:
                is_known = await self.in_thread(partial(is_signed_in, environ))
            except Error:  # Django tells him that the database is away
                await self.answer(environ, send)
                return
        most = most if is_known else min(most, IN_MEMORY)
        if not most or (said or 0) > most:
            await refuse(send, *too_long(most))
            return
        # Forms are short enough, and nobody shall be kept from signing in.
        with Body(most, None if is_known or most <= FORM else self.room) as body:
            try:
                environ["wsgi.input"] = await body.receive(receive)
            except TooLong:
                await refuse(send, *too_long(most))
            except Full:
                await refuse(send, *FULL)
            except Gone:
                pass
            else:
                await self.answer(environ, send)

    def note(self, kind: str, seconds: float) -> None:
        if seconds < SLOW:
            self.slow.discard(kind)
        elif len(self.slow) < MOST_SLOW:
            self.slow.add(kind)

    async def answer(self, environ: Environ, send: Send) -> Response:
        # Who speaks HTTP/1.0, as nginx does, knows no pieces.
        in_pieces = environ["SERVER_PROTOCOL"] != "HTTP/1.0"
        ask = partial(Response, self.application, environ, in_pieces=in_pieces)
        response = await self.in_thread(ask)
        if not response.is_open:
            await give(response, send)
            return response
        try:
            await begin(response, send)
            while piece := await self.in_thread(response.piece):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            await self.in_thread(response.close)
        return response

    def in_thread(self, call: Callable[[], Any]) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self.threads, call)


def is_for_everybody(environ: Environ) -> bool:
    if environ["PATH_INFO"].startswith(FILES):
        return environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    return Key.of(environ) is not None


async def begin(response: Response, send: Send) -> None:
    start = {"type": "http.response.start", "status": response.status}
    await send(start | {"headers": response.headers})


async def give(response: Response, send: Send) -> None:
    await begin(response, send)
    await send({"type": "http.response.body", "body": response.whole})


async def refuse(send: Send, status: int, reason: bytes) -> None:
    """Whatever still comes of the request is let pass by (protocol.py)."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(reason)),
        (b"cache-control", b"no-store"),
        *([(b"retry-after", b"10")] if status == 503 else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason})


def too_long(most: int) -> Refusal:
    if not most:
        return Refusal(413, b"This address takes no content.\n")
    size = f"{most // 2**20} MB" if most >= 2**20 else f"{most // 2**10} kB"
    said = (
        f"That is too long: at most {size} can be sent here.\n内容太长：这里最多能发送 {size}。\n"
    )
    return Refusal(413, said.encode())


def bytes_of(text: str) -> bytes:
    return text.encode("latin-1")


application = Gateway(wsgi, THREADS)
