"""HTTP as uvicorn speaks it, except that a page in memory is answered as soon as it is asked for:
without a task, a thread or a lock. And who does not say what he wants is not waited for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes, unquote_to_bytes

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from blog.serving import connections
from blog.wsgi import application

if TYPE_CHECKING:
    from blog.page_cache.page import Answer
    from blog.page_cache.store import Request

LONGEST_HEAD = 2**15  # bytes of a request above its body
PATIENCE = 20  # seconds for them to come
# A body may take so many seconds, and one more for each RATE bytes that have come, but never more
# than LONGEST_BODY.
BODY_PATIENCE, RATE, LONGEST_BODY = 20, 10_000, 600
LINGER = 2  # seconds in which what is refused may still come, so that the answer is read before
# Bytes of a body in pieces beside its content, and for each byte of that: lengths, and lines below.
BESIDE, BESIDE_EACH = 2**18, 8
MOST_WAITING = 100  # requests of one connection, behind the one that is being answered
# An answer must get on by so many bytes in so many seconds.
SENT, SENDING_PATIENCE = 30_000, 30
LARGE = 2**16  # bytes of an answer that is not copied once more
MOST_CONNECTIONS = connections.most()
ASCII = "".join(map(chr, range(128)))

AT_ONCE = getattr(application, "at_once", None)  # without a page cache there is none
# Of `page_cache.key.READ`, what stands in headers: before the path, and behind the query.
BEFORE = (b"x-forwarded-proto", b"host")
BEHIND = (
    *(b"accept", b"accept-language", b"cookie", b"authorization", b"accept-encoding"),
    *(b"if-none-match", b"if-modified-since"),
)
# Who sends one of these has more to say, or wants something else than a page.
OTHERS = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade"})


class Protocol(HttpToolsProtocol):
    begun = 0.0  # when the request began whose head is not complete
    head = 0  # bytes of it
    body_begun, body = 0.0, 0  # the same of its body
    content = 0  # bytes of that without the lengths of pieces and what stands beside them
    is_between = True  # what comes next begins a request
    sending: asyncio.TimerHandle | None = None  # the next look whether an answer gets on

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.made = self.loop.time()
        self.close_in(PATIENCE)
        if len(self.connections) > MOST_CONNECTIONS:
            connections.make_room(self.connections)

    def data_received(self, data: bytes) -> None:
        if self.is_between and not data.isascii():
            data = quoted(data)
        super().data_received(data)
        if self.is_between:
            self.wait_for_request()
        elif self.transport.is_closing():
            return
        elif self.begun:
            self.head += len(data)
            self.wait_for_head()
        else:
            self.body += len(data)
            self.wait_for_body()

    def wait_for_request(self) -> None:
        """Where the answer was there before the end of the request, nobody else does."""
        if self.timeout_keep_alive_task is None and self.cycle and self.cycle.response_complete:
            self.close_in(self.timeout_keep_alive)

    def wait_for_head(self) -> None:
        if self.head > LONGEST_HEAD:
            self.send_400_response("The headers are too long.")
        else:
            self.close_in(self.begun + PATIENCE - self.loop.time())

    def wait_for_body(self) -> None:
        if self.body > BESIDE + (1 + BESIDE_EACH) * self.content:
            self.transport.abort()
            return
        allowed = min(BODY_PATIENCE + self.body / RATE, LONGEST_BODY)
        if self.cycle.response_complete:  # it was refused
            allowed = min(allowed, LINGER)
        self.close_in(self.body_begun + allowed - self.loop.time())

    def on_message_begin(self) -> None:
        self.begun, self.head, self.is_between = self.loop.time(), 0, False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Those below a body in pieces are no part of the request: no server in front looks at
        them, which takes away what a client says of itself above."""
        if self.begun:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        self.content += len(body)
        super().on_body(body)

    def on_headers_complete(self) -> None:
        self.begun = 0.0
        answer = self.remembered()
        if answer is not None:
            self.give(answer)
            return
        if len(self.pipeline) >= MOST_WAITING:
            raise TooMany  # which the parser takes for a wrong request
        self.body_begun, self.body, self.content = self.loop.time(), 0, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self.is_between = True
        if self.cycle is not None:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self.look_at_sending()
        elif self.is_waiting_for_body():
            self.body_begun = self.loop.time()
            self.close_in(LINGER)

    def remembered(self) -> Answer | None:
        """The answer that is ready for this request; None where it must wait, too."""
        is_waiting = self.cycle is not None and not self.cycle.response_complete
        if AT_ONCE is None or is_waiting or self.flow.write_paused:
            return None
        headers = dict(self.headers)
        if len(headers) < len(self.headers) or not OTHERS.isdisjoint(headers):
            return None
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return None
        answer: Answer | None = AT_ONCE(self.request(headers))
        return answer

    def request(self, headers: dict[bytes, bytes]) -> Request:
        path, _, query = self.url.partition(b"?")
        path = unquote_to_bytes(path) if b"%" in path else path
        forwarded, host = (text(headers.get(name)) for name in BEFORE)
        return (
            *(self.parser.get_method().decode(), self.scheme, forwarded, "", host),
            *(text(path), text(query)),
            *[text(headers.get(name)) for name in BEHIND],
        )

    def give(self, answer: Answer) -> None:
        dated = [b"%b: %b\r\n" % each for each in self.server_state.default_headers]
        head = answer.head or head_of(answer)
        parts = (head, *dated, b"\r\n", *answer.body)
        if len(parts[-1]) < LARGE:
            self.transport.write(b"".join(parts))
        else:
            self.transport.writelines(parts)
        self.server_state.total_requests += 1
        self.close_in(self.timeout_keep_alive)

    def close_in(self, seconds: float) -> None:
        """Unless something is received before."""
        self._unset_keepalive_if_required()
        close = self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(max(seconds, 0), close)

    def timeout_keep_alive_handler(self) -> None:
        if self.is_waiting_for_body() and not self.cycle.response_started:
            self.transport.write(
                STATUS_LINE[408] + b"connection: close\r\ncontent-length: 0\r\n\r\n"
            )
        super().timeout_keep_alive_handler()
        self.look_at_sending()

    def is_waiting_for_body(self) -> bool:
        return bool(self.cycle and self.body_begun and not (self.is_between or self.begun))

    def is_answering(self) -> bool:
        """Whether a request is complete, and its answer is not."""
        return bool(self.cycle and self.is_between and not self.cycle.response_complete)

    # Whoever does not read what he asked for

    def pause_writing(self) -> None:
        super().pause_writing()
        self.look_at_sending()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.stop_looking()

    def connection_lost(self, exc: Exception | None) -> None:
        self.stop_looking()
        super().connection_lost(exc)

    def look_at_sending(self, before: int | None = None) -> None:
        now = connections.unsent(self.transport)
        if before is not None and before - now < SENT:
            self.transport.abort()
        elif before is not None or self.sending is None:
            self.sending = self.loop.call_later(SENDING_PATIENCE, self.look_at_sending, now)

    def stop_looking(self) -> None:
        if self.sending:
            self.sending.cancel()
            self.sending = None


class TooMany(Exception):
    """More requests than one connection may ask for at once."""


def quoted(request: bytes) -> bytes:
    """With an address of ASCII: some programs send 标签 as it is, which the parser refuses."""
    line, end, rest = request.partition(b"\r\n")
    return quote_from_bytes(line, safe=ASCII).encode() + end + rest


def text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")


def head_of(answer: Answer) -> bytes:
    """All above the date, kept with the answer."""
    lines = (f"{name}: {value}\r\n".encode("latin-1") for name, value in answer.headers)
    answer.head = b"".join((STATUS_LINE[int(answer.status[:3])], *lines))
    return answer.head
