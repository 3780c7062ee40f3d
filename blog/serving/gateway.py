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
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import Any

from django.conf import settings

from blog.page_cache.key import Key
from blog.serving.requests import Environ, Gone, Receive, Scope, TooLong, environ_of, read
from blog.wsgi import application as wsgi

THREADS = 2
SLOW = 0.05  # seconds
MOST_SLOW = 100
WITHOUT_BODY = {204, 304}
IN_MEMORY = 2**20  # bytes of a request's body; a longer one waits on the disk

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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        kind = environ["PATH_INFO"].partition("/")[2].partition("/")[0]
        if is_for_everybody(environ):
            environ["wsgi.input"] = BytesIO()
            if kind in self.slow:
                response = await self.answer(environ, send)
            else:
                response = Response(self.application, environ, in_pieces=False)
                await give(response, send)
            self.note(kind, response.seconds)
            return
        with SpooledTemporaryFile(IN_MEMORY) as environ["wsgi.input"]:
            try:
                await read(receive, environ["wsgi.input"])
            except TooLong:
                await refuse(send, 413, b"The request is too long.\n")
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
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason})


def bytes_of(text: str) -> bytes:
    return text.encode("latin-1")


application = Gateway(wsgi, THREADS)
