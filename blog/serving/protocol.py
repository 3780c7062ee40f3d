"""HTTP as uvicorn speaks it, except that a page in memory is answered as soon as it is asked for:
without a task, a thread or a lock. And who does not say what he wants is not waited for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes, unquote_to_bytes

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from blog.wsgi import application

if TYPE_CHECKING:
    from blog.page_cache.page import Answer
    from blog.page_cache.store import Request

LONGEST_HEAD = 2**16  # bytes of a request above its body
PATIENCE = 20  # seconds for them to come
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
    is_between = True  # what comes next begins a request

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.close_in(PATIENCE)

    def data_received(self, data: bytes) -> None:
        if self.is_between and not data.isascii():
            data = quoted(data)
        super().data_received(data)
        if not self.begun or self.transport.is_closing():
            return
        self.head += len(data)
        if self.head > LONGEST_HEAD:
            self.send_400_response("The headers are too long.")
        else:
            self.close_in(self.begun + PATIENCE - self.loop.time())

    def on_message_begin(self) -> None:
        self.begun, self.head, self.is_between = self.loop.time(), 0, False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self.begun = 0.0
        answer = self.remembered()
        if answer is None:
            super().on_headers_complete()
        else:
            self.give(answer)

    def on_message_complete(self) -> None:
        self.is_between = True
        if self.cycle is not None:
            super().on_message_complete()

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
        self.transport.write(b"".join((head, *dated, b"\r\n", *answer.body)))
        self.server_state.total_requests += 1
        self.close_in(self.timeout_keep_alive)

    def close_in(self, seconds: float) -> None:
        """Unless something is received before."""
        self._unset_keepalive_if_required()
        close = self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(max(seconds, 0), close)


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
