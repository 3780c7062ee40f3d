"""The ASGI application that uvicorn calls; it calls the WSGI application.

Public pages are built in the event loop's thread. Nearly all of this work is Python, which runs in
one thread at a time anyway, and passing a request to another thread takes half as long as building
the page. Slow requests go to threads (thread_pools.py), so that readers do not wait for them:
requests of one person (an author who saves), searches, and pages of a kind that was slow the last
time.

The event loop never waits for the database: a page is built in it only if the last poll was
answered at once, and is begun again in a thread if that takes too long (LOOP_LIMIT). While the
database is unreachable, everything is answered at once: from memory, or with 503.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from time import monotonic
from typing import Any

from blog.wsgi import application as wsgi  # first: it loads the apps, which the rest needs

# isort: split
from django.conf import settings
from django.db import Error

from blog.client_address import key_in
from blog.database import DATABASE_GUARD, LOOP_LIMIT, UNAVAILABLE
from blog.page_cache.generations import POLL_WAIT, PollPending, WouldWait
from blog.page_cache.middleware import MAY_BUILD
from blog.page_cache.page_key import PageKey
from blog.serving.health import HealthProbes
from blog.serving.request_bodies import (
    ANONYMOUS_BYTES,
    CLIENT_SHARE,
    DISK_BYTES,
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
from blog.serving.thread_pools import PoolBusy, ThreadPools
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

SLOW = 0.05  # seconds
POLL_CHECKS = 20  # how often to see whether a poll has confirmed what is in memory
MOST_SLOW_KINDS = 100
STATUSES_WITHOUT_BODY = {204, 304}
MEMORY_FULL = Rejection(
    503, "Too much is being sent here. Try again soon.\n现在发送的内容过多，请稍后再试。\n".encode()
)

STATIC_PATH = f"/{settings.STATIC_URL.strip('/')}/"
UPLOADS = "/uploads/"


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
    def __init__(self, application: Any) -> None:
        self.application, self.pools = application, ThreadPools()
        self.health = HealthProbes()
        # First segments of paths whose last response was slow
        self.slow_kinds: set[str] = set()
        self.body_memory = BodyMemory(ANONYMOUS_BYTES, CLIENT_SHARE)
        self.body_disk = BodyMemory(max(DISK_BYTES, 2 * settings.LONGEST_FORM))

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
        may_build = DATABASE_GUARD.is_quick and kind not in self.slow_kinds
        response = await self.answer_in_loop(environ, may_build)
        if response is None:
            may_build, response = True, await self.answer_in_thread(environ, send)
        else:
            await send_whole(response, send)
        if may_build and response is not None:
            self.note_duration(kind, response.seconds)

    async def answer_in_loop(self, environ: Environ, may_build: bool) -> WsgiResponse | None:
        """Return None if it would make the event loop wait, or has made it wait in vain."""
        for _time in range(POLL_CHECKS):
            mine = {**environ, MAY_BUILD: may_build or DATABASE_GUARD.is_unreachable}
            with DATABASE_GUARD.limiting(LOOP_LIMIT, LOOP_LIMIT) as limited:
                try:
                    response = WsgiResponse(self.application, mine, in_chunks=False)
                except PollPending:
                    response = None
                except WouldWait:
                    return None
            if response is not None and (response.status < 500 or not limited.is_cut):
                return response
            if limited.is_cut and not DATABASE_GUARD.is_unreachable:
                return None
            await asyncio.sleep(POLL_WAIT / POLL_CHECKS)
        return None

    async def answer_with_body(self, environ: Environ, receive: Receive, send: Send) -> None:
        """Decide by the headers whether to accept the body, before any of it is read."""
        declared, limit = body_length(environ), body_limit(environ["PATH_INFO"])
        is_signed_in = False
        if limit > IN_MEMORY and (declared is None or declared > IN_MEMORY):
            try:
                is_signed_in = await self.pools.readers.run(
                    partial(has_login_session, environ), key_in(environ)
                )
            except (Error, PoolBusy):
                await self.answer_unavailable(environ, send)
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
        memory = self.body_disk if is_signed_in else self.body_memory
        with RequestBody(limit, memory if limit > FORM_BYTES else None, key_in(environ)) as body:
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

    async def answer_in_thread(self, environ: Environ, send: Send) -> WsgiResponse | None:
        """Return the response, None if it was 503 because none may be begun."""
        if DATABASE_GUARD.is_unreachable and not environ["PATH_INFO"].startswith(UPLOADS):
            await self.answer_unavailable(environ, send)
            return None
        # HTTP/1.0, which nginx speaks to upstreams, has no chunked encoding.
        in_chunks = environ["SERVER_PROTOCOL"] != "HTTP/1.0"
        pool = self.pools.of(environ)
        try:
            call = partial(WsgiResponse, self.application, environ, in_chunks=in_chunks)
            response: WsgiResponse = await pool.run(call, key_in(environ))
        except PoolBusy:
            await self.answer_unavailable(environ, send)
            return None
        if not response.is_open:
            await send_whole(response, send)
            return response
        try:
            await send_head(response, send)
            while chunk := await pool.go_on(response.next_chunk):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            await pool.go_on(response.close)
        return response

    async def answer_unavailable(self, environ: Environ, send: Send) -> None:
        """Answer 503, which needs no query."""
        said = {**environ, UNAVAILABLE: True}
        await send_whole(WsgiResponse(self.application, said, in_chunks=False), send)


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


application = Gateway(wsgi)
