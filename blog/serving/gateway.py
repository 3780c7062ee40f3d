"""The ASGI application that uvicorn calls; it calls the WSGI application.

Public pages are built in the event loop's thread. Nearly all of this work is Python, which runs in
one thread at a time anyway, and passing a request to another thread takes half as long as building
the page. Slow requests go to threads, so that readers do not wait for them: requests of one person
(an author who saves), searches, and pages of a kind that was slow the last time. Hashing a password
takes a quarter of a second by design: one thread does it, however many strangers try passwords, and
one process at a time (blog/password_hashing.py).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from io import BytesIO
from time import monotonic
from typing import Any

from blog.wsgi import application as wsgi  # first: it loads the apps, which the rest needs

# isort: split
from django.conf import settings
from django.db import Error
from django.urls import reverse

from blog.page_cache.page_key import PageKey
from blog.serving.health import HealthProbes, in_executor
from blog.serving.request_bodies import (
    FORM_BYTES,
    IN_MEMORY,
    BodyMemory,
    BodyMemoryFull,
    BodyTooLong,
    ClientGone,
    RequestBody,
    TooLongInput,
    body_length,
    body_limit,
    has_login_session,
)
from blog.serving.tracked_request import Send, TrackedRequest
from blog.serving.wsgi_environ import (
    Environ,
    Receive,
    Rejection,
    Scope,
    rejection_of,
    wsgi_environ,
)
from operations.monitoring.probe_answers import PATHS as PROBES

THREADS = 2
SLOW = 0.05  # seconds
MOST_SLOW_KINDS = 100
STATUSES_WITHOUT_BODY = {204, 304}
MEMORY_FULL = Rejection(
    503, "Too much is being sent here. Try again soon.\n现在发送的内容过多，请稍后再试。\n".encode()
)

STATIC_PATH = f"/{settings.STATIC_URL.strip('/')}/"


class WsgiResponse:
    """The response of a WSGI application: `whole`, or a `body` that is read in chunks.

    `seconds` is the time of the call, without waiting for a thread.
    """

    def __init__(self, application: Any, environ: Environ, *, in_chunks: bool) -> None:
        started = monotonic()
        self.status, self.headers, self.whole = 500, list[tuple[bytes, bytes]](), b""
        self.body: Iterable[bytes] = application(environ, self.start_response)
        self.chunks: Iterator[bytes] = iter(self.body)
        self.is_open = in_chunks and getattr(self.body, "streaming", True)
        if not self.is_open:
            self.read_whole()
        self.seconds = monotonic() - started

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> None:
        self.status = int(status[:3])
        self.headers = [(name.encode("latin-1"), v.encode("latin-1")) for name, v in headers]

    def read_whole(self) -> None:
        """Read the body and add Content-Length."""
        try:
            self.whole = b"".join(self.chunks)
        finally:
            self.close()
        names = {name.lower() for name, _value in self.headers}
        if self.status not in STATUSES_WITHOUT_BODY and b"content-length" not in names:
            self.headers.append((b"content-length", b"%d" % len(self.whole)))

    def next_chunk(self) -> bytes:
        """Return the next chunk, b"" after the last one."""
        return next(filter(None, self.chunks), b"")

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            close()


class Gateway:
    def __init__(self, application: Any, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, "request")
        self.hashing = ThreadPoolExecutor(1, "hashing")
        self.health = HealthProbes()
        # First segments of paths whose last response was slow
        self.slow_kinds: set[str] = set()
        self.body_memory = BodyMemory()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        environ = wsgi_environ(scope)
        environ["wsgi.input"] = BytesIO()
        request = TrackedRequest(environ, send)
        try:
            await self.answer(scope, environ, receive, request)
        finally:
            request.finish()

    async def answer(self, scope: Scope, environ: Environ, receive: Receive, send: Send) -> None:
        if environ["PATH_INFO"] in PROBES and body_length(environ) == 0:  # whatever the host is
            await self.answer_probe(environ, send)
        elif rejection := rejection_of(scope, environ):
            await send_rejection(send, *rejection)
        elif body_length(environ) != 0:
            await self.answer_with_body(environ, receive, send)
        elif is_public(environ):
            await self.answer_public(environ, send)
        else:
            await self.answer_in_thread(environ, send)

    async def answer_probe(self, environ: Environ, send: Send) -> None:
        if self.health.answers_health(environ):
            await self.health.answer(environ["PATH_INFO"], send)
        else:
            call = partial(WsgiResponse, self.application, environ, in_chunks=False)
            await send_whole(await self.health.in_thread(call), send)

    async def answer_public(self, environ: Environ, send: Send) -> None:
        kind = environ["PATH_INFO"].partition("/")[2].partition("/")[0]
        if kind in self.slow_kinds:
            response = await self.answer_in_thread(environ, send)
        else:
            response = WsgiResponse(self.application, environ, in_chunks=False)
            await send_whole(response, send)
        self.note_duration(kind, response.seconds)

    async def answer_with_body(self, environ: Environ, receive: Receive, send: Send) -> None:
        """Decide by the headers whether to accept the body, before any of it is read."""
        declared, limit = body_length(environ), body_limit(environ["PATH_INFO"])
        is_signed_in = False
        if limit > IN_MEMORY and (declared is None or declared > IN_MEMORY):
            try:
                is_signed_in = await self.in_thread(partial(has_login_session, environ))
            except Error:  # the application answers 503
                await self.answer_in_thread(environ, send)
                return
        limit = limit if is_signed_in else min(limit, IN_MEMORY)
        if not limit or (declared or 0) > limit:
            if is_signed_in and declared:
                environ["wsgi.input"] = TooLongInput()
                await self.answer_in_thread(environ, send)
            else:
                await send_rejection(send, *too_long_rejection(limit))
            return
        # Short forms are not counted: signing in must work when the memory for bodies is full.
        is_counted = not is_signed_in and limit > FORM_BYTES
        with RequestBody(limit, self.body_memory if is_counted else None) as body:
            try:
                environ["wsgi.input"] = await body.receive(receive)
            except BodyTooLong:
                await send_rejection(send, *too_long_rejection(limit))
            except BodyMemoryFull:
                await send_rejection(send, *MEMORY_FULL)
            except ClientGone:
                pass
            else:
                await self.answer_in_thread(environ, send)

    def note_duration(self, kind: str, seconds: float) -> None:
        if seconds < SLOW:
            self.slow_kinds.discard(kind)
        elif len(self.slow_kinds) < MOST_SLOW_KINDS:
            self.slow_kinds.add(kind)

    async def answer_in_thread(self, environ: Environ, send: Send) -> WsgiResponse:
        # HTTP/1.0, which nginx speaks to upstreams, has no chunked encoding.
        in_chunks = environ["SERVER_PROTOCOL"] != "HTTP/1.0"
        call = partial(WsgiResponse, self.application, environ, in_chunks=in_chunks)
        in_thread = self.in_hashing_thread if hashes(environ) else self.in_thread
        response = await in_thread(call)
        if not response.is_open:
            await send_whole(response, send)
            return response
        try:
            await send_head(response, send)
            while chunk := await self.in_thread(response.next_chunk):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            await self.in_thread(response.close)
        return response

    def in_thread(self, call: Callable[[], Any]) -> Awaitable[Any]:
        return in_executor(self.threads, call)

    def in_hashing_thread(self, call: Callable[[], Any]) -> Awaitable[Any]:
        return in_executor(self.hashing, call)


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


def is_public(environ: Environ) -> bool:
    """Whether the response is the same for all clients: a static file or a cached page."""
    if environ["PATH_INFO"].startswith(STATIC_PATH):
        return environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    return PageKey.from_environ(environ) is not None


async def send_head(response: WsgiResponse, send: Send) -> None:
    start = {"type": "http.response.start", "status": response.status}
    await send(start | {"headers": response.headers})


async def send_whole(response: WsgiResponse, send: Send) -> None:
    await send_head(response, send)
    await send({"type": "http.response.body", "body": response.whole})


async def send_rejection(send: Send, status: int, reason: bytes) -> None:
    """Answer without reading the body. protocol.py discards what still arrives of it."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(reason)),
        (b"cache-control", b"no-store"),
        *([(b"retry-after", b"10")] if status == 503 else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason})


def too_long_rejection(limit: int) -> Rejection:
    if not limit:
        return Rejection(413, b"This address takes no content.\n")
    size = f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit // 2**10} kB"
    message = (
        f"That is too long: at most {size} can be sent here. If you are an author, sign in again "
        "in another tab, then go back and send the form again.\n"
        f"内容太长：这里最多能发送 {size}。作者请在另一个标签页里重新登录，再退回来重新发送。\n"
    )
    return Rejection(413, message.encode())


application = Gateway(wsgi, THREADS)
