"""The WSGI application as uvicorn asks it.

A page for everybody is built in the thread of the event loop: nearly all of it is Python, which
runs in one thread at a time anyway, and handing it to another takes half as long as building it.
What takes longer goes to threads, so that nobody who reads waits for it: whatever belongs to one
person, like the article that an author saves, and searches.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings

from blog.page_cache.key import Key
from blog.serving.requests import Environ, Gone, Receive, Scope, TooLong, environ_of, read
from blog.wsgi import application as wsgi

THREADS = 2
WITHOUT_BODY = {204, 304}
IN_MEMORY = 2**20  # bytes of a request's body; a longer one waits on the disk

Send = Callable[[dict[str, Any]], Awaitable[None]]
FILES = f"/{settings.STATIC_URL.strip('/')}/"


class Response:
    """What the application answers, in pieces."""

    def __init__(self, application: Any, environ: Environ) -> None:
        self.status, self.headers = 500, list[tuple[bytes, bytes]]()
        self.body: Iterable[bytes] = application(environ, self.start)
        self.pieces: Iterator[bytes] = iter(self.body)

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status = int(status[:3])
        self.headers = [(bytes_of(name), bytes_of(value)) for name, value in headers]

    def piece(self) -> bytes:
        """The next one; nothing behind the last."""
        return next(filter(None, self.pieces), b"")

    def whole(self) -> bytes:
        """All that is left, its length among the headers."""
        body = b"".join(self.pieces)
        names = {name.lower() for name, _value in self.headers}
        if self.status not in WITHOUT_BODY and b"content-length" not in names:
            self.headers.append((b"content-length", b"%d" % len(body)))
        return body

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            close()


class Gateway:
    def __init__(self, application: Any, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, "request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        if is_for_everybody(environ):
            environ["wsgi.input"] = BytesIO()
            await self.answer_at_once(environ, send)
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

    async def answer_at_once(self, environ: Environ, send: Send) -> None:
        response = Response(self.application, environ)
        try:
            body = response.whole()
        finally:
            response.close()
        await begin(response, send)
        await send({"type": "http.response.body", "body": body})

    async def answer(self, environ: Environ, send: Send) -> None:
        response = await self.in_thread(Response, self.application, environ)
        try:
            # Who speaks HTTP/1.0, as nginx does, knows no pieces.
            is_old = environ["SERVER_PROTOCOL"] == "HTTP/1.0"
            last = await self.in_thread(response.whole) if is_old else b""
            await begin(response, send)
            while piece := await self.in_thread(response.piece):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": last})
        finally:
            await self.in_thread(response.close)

    def in_thread(self, call: Callable[..., Any], *values: Any) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self.threads, call, *values)


def is_for_everybody(environ: Environ) -> bool:
    if environ["PATH_INFO"].startswith(FILES):
        return environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    return Key.of(environ) is not None


async def begin(response: Response, send: Send) -> None:
    start = {"type": "http.response.start", "status": response.status}
    await send(start | {"headers": response.headers})


async def refuse(send: Send, status: int, reason: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason})


def bytes_of(text: str) -> bytes:
    return text.encode("latin-1")


application = Gateway(wsgi, THREADS)
