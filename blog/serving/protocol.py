"""uvicorn's HTTP protocol with two additions.

- A page in the page cache is answered synchronously while the request is parsed: without a task, a
  thread or a lock.
- Each phase of a connection has a time limit and a size limit: headers, body, sending of the
  response. A connection beyond a limit is closed.

uvicorn does not document its protocol classes. tests/test_private_parts.py names the parts that are
used here, and fails if they change. Without the first addition a process answers a third as many
requests from the page cache.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from blog.counters import COUNTERS
from blog.request_ids import HEADER, chosen_request_id
from blog.serving import connections
from blog.serving.head_bytes import header_text, response_head, with_ascii_request_line
from blog.wsgi import application

if TYPE_CHECKING:
    from blog.page_cache.cached_page import CachedResponse
    from blog.page_cache.page_store import RequestValues

LONGEST_HEAD = 2**15  # bytes of request line and headers, and of trailers
MOST_HEADERS = 100
HEAD_TIMEOUT = 20  # seconds for the head
# Seconds for a body: BODY_TIMEOUT, and one more for each BODY_RATE bytes that have arrived, but at
# most LONGEST_BODY.
BODY_TIMEOUT, BODY_RATE, LONGEST_BODY = 20, 10_000, 600
# Seconds in which a rejected body may still arrive: clients read the response after sending.
LINGER, LINGER_BYTES = 2, 2**24
# Bytes of a chunked body beside its content (chunk sizes, trailers): a constant, and for each byte.
CHUNK_OVERHEAD, CHUNK_OVERHEAD_PER_BYTE = 2**18, 8
MOST_PIPELINED = 100  # requests of one connection that wait behind the current one
# Seconds for which a connection without a request stays open when the server stops
LAST_REQUEST = 0.5
# A client must receive so many bytes of a response in so many seconds.
SEND_BYTES, SEND_TIMEOUT = 30_000, 30
LARGE = 2**16  # bytes; a larger response is not copied into one buffer
TOO_LONG = b"connection: close\r\ncontent-length: 0\r\n\r\n"  # after the status line

# None without a page cache
PREPARED_RESPONSE = getattr(application, "prepared_response", None)
# The headers of page_cache.page_key.READ: those before the path, and those after the query string.
HEADERS_BEFORE = (b"x-forwarded-proto", b"host")
HEADERS_AFTER = (
    *(b"accept", b"accept-language", b"cookie", b"authorization", b"accept-encoding"),
    *(b"if-none-match", b"if-modified-since"),
)
# A request with one of these headers has a body, or needs uvicorn's handling.
UNCACHED_HEADERS = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade"})


class HttpProtocol(HttpToolsProtocol):
    head_started = 0.0  # loop time; 0 when the head is complete
    head_bytes = 0  # received of an incomplete head
    field_bytes, fields = 0, 0  # of all headers and trailers that were parsed
    is_too_long = False  # the head, or the trailers
    body_started, body_bytes = 0.0, 0
    content_bytes = 0  # of the body without the overhead of chunks
    expects_request = True  # the next byte begins a request
    send_check: asyncio.TimerHandle | None = None
    sent_id: bytes | None = None  # X-Request-ID of the request
    is_stopping = False  # the answer to the present or the next request is the last one

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.made_at = self.loop.time()
        self.close_in(HEAD_TIMEOUT)
        connections.CLIENTS.add(self)

    def data_received(self, data: bytes) -> None:
        if self.expects_request and not data.isascii():
            data = with_ascii_request_line(data)
        super().data_received(data)
        if self.expects_request:
            self.limit_keep_alive()
        elif self.transport.is_closing():
            return
        elif self.head_started:
            self.head_bytes += len(data)
            self.limit_head()
        else:
            self.body_bytes += len(data)
            self.limit_body()

    def limit_keep_alive(self) -> None:
        """Start the timer that uvicorn does not start if the response ended before the request."""
        if self.timeout_keep_alive_task is None and self.cycle and self.cycle.response_complete:
            self.close_in(self.timeout_keep_alive)

    def limit_head(self) -> None:
        if self.head_bytes > LONGEST_HEAD:
            self.is_too_long = True
            self.send_400_response("")
        else:
            self.close_in(self.head_started + HEAD_TIMEOUT - self.loop.time())

    def limit_body(self) -> None:
        if self.body_bytes > CHUNK_OVERHEAD + (1 + CHUNK_OVERHEAD_PER_BYTE) * self.content_bytes:
            self.transport.abort()
            return
        allowed = min(BODY_TIMEOUT + self.body_bytes / BODY_RATE, LONGEST_BODY)
        if self.cycle.response_complete:  # the body was rejected
            allowed = min(allowed, LINGER if self.body_bytes < LINGER_BYTES else 0)
        self.close_in(self.body_started + allowed - self.loop.time())

    def on_message_begin(self) -> None:
        self.head_started, self.head_bytes = self.loop.time(), 0
        self.field_bytes = self.fields = 0
        self.expects_request = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Ignore trailers of a chunked body.

        A proxy removes forged headers such as X-Forwarded-For from the head, but not from trailers.
        """
        self.field_bytes += len(name) + len(value)
        self.fields += 1
        if self.head_started:
            super().on_header(name, value)

    def limit_fields(self) -> None:
        """A whole head may arrive at once. An exception of a callback ends the parsing."""
        if self.field_bytes + len(self.url) > LONGEST_HEAD or self.fields > MOST_HEADERS:
            self.is_too_long = True
            raise TooManyFields

    def send_400_response(self, msg: str) -> None:
        if self.is_too_long:
            self.transport.write(STATUS_LINE[431] + TOO_LONG)
            self.transport.close()
        else:
            super().send_400_response(msg)

    def on_body(self, body: bytes) -> None:
        self.content_bytes += len(body)
        super().on_body(body)

    def on_headers_complete(self) -> None:
        self.head_started = 0.0
        self.limit_fields()
        response = self.cached_response()
        if response is not None:
            self.write_response(response)
            return
        if len(self.pipeline) >= MOST_PIPELINED:
            raise TooManyRequests  # the parser reports a malformed request
        self.body_started, self.body_bytes, self.content_bytes = self.loop.time(), 0, 0
        super().on_headers_complete()
        if self.is_stopping:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        self.expects_request = True
        self.limit_fields()
        if self.cycle is not None:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self.check_sending()
        elif self.is_waiting_for_body():
            self.body_started = self.loop.time()
            self.close_in(LINGER)

    def cached_response(self) -> CachedResponse | None:
        """Return the prepared response for this request.

        None if there is none, or if it must wait for the response to an earlier request.
        """
        is_waiting = self.cycle is not None and not self.cycle.response_complete
        if PREPARED_RESPONSE is None or is_waiting or self.flow.write_paused:
            return None
        headers = dict(self.headers)
        self.sent_id = headers.get(HEADER)
        if len(headers) < len(self.headers) or not UNCACHED_HEADERS.isdisjoint(headers):
            return None
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return None
        response: CachedResponse | None = PREPARED_RESPONSE(self.request_values(headers))
        return response

    def request_values(self, headers: dict[bytes, bytes]) -> RequestValues:
        """Return the values of page_cache.page_key.READ for this request."""
        path, _, query = self.url.partition(b"?")
        path = unquote_to_bytes(path) if b"%" in path else path
        forwarded, host = (header_text(headers.get(name)) for name in HEADERS_BEFORE)
        return (
            *(self.parser.get_method().decode(), self.scheme, forwarded, "", host),
            *(header_text(path), header_text(query)),
            *[header_text(headers.get(name)) for name in HEADERS_AFTER],
        )

    def write_response(self, response: CachedResponse) -> None:
        COUNTERS.add_prepared(response.kind, response.status[:3])
        given = [*self.server_state.default_headers, (HEADER, chosen_request_id(self.sent_id))]
        if self.is_stopping:
            given.append((b"connection", b"close"))
        dated = [b"%b: %b\r\n" % each for each in given]
        head = response.head or response_head(response)
        parts = (head, *dated, b"\r\n", *response.body)
        if len(parts[-1]) < LARGE:
            self.transport.write(b"".join(parts))
        else:
            self.transport.writelines(parts)
        self.server_state.total_requests += 1
        if self.is_stopping:
            self.transport.close()
        else:
            self.close_in(self.timeout_keep_alive)

    # Stopping

    def shutdown(self) -> None:
        """Close the connection with the next answer, or after LAST_REQUEST seconds without one.

        uvicorn closes connections without a request at once: a request that a proxy has sent at
        that moment is lost with them.
        """
        self.is_stopping = True
        if self.cycle and not self.cycle.response_complete:
            super().shutdown()
        elif not self.head_started:
            self.close_in(LAST_REQUEST)

    def close_in(self, seconds: float) -> None:
        """Close the connection after this time, unless data arrives before."""
        self._unset_keepalive_if_required()
        close = self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(max(seconds, 0), close)

    def timeout_keep_alive_handler(self) -> None:
        if self.is_waiting_for_body() and not self.cycle.response_started:
            self.transport.write(
                STATUS_LINE[408] + b"connection: close\r\ncontent-length: 0\r\n\r\n"
            )
        super().timeout_keep_alive_handler()
        self.check_sending()

    def is_waiting_for_body(self) -> bool:
        is_in_body = not (self.expects_request or self.head_started)
        return bool(self.cycle and self.body_started and is_in_body)

    def is_answering(self) -> bool:
        """Whether a request is complete and its response is not."""
        return bool(self.cycle and self.expects_request and not self.cycle.response_complete)

    # Clients that do not read the response

    def pause_writing(self) -> None:
        super().pause_writing()
        self.check_sending()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.stop_checking()

    def connection_lost(self, exc: Exception | None) -> None:
        self.stop_checking()
        connections.CLIENTS.remove(self)
        super().connection_lost(exc)

    def check_sending(self, before: int | None = None) -> None:
        """Every SEND_TIMEOUT seconds, close the connection if too few bytes were sent.

        `before` is how many bytes were unsent at the last check.
        """
        now = connections.unsent_bytes(self.transport)
        if before is not None and before - now < SEND_BYTES:
            self.transport.abort()
        elif before is not None or self.send_check is None:
            self.send_check = self.loop.call_later(SEND_TIMEOUT, self.check_sending, now)

    def stop_checking(self) -> None:
        if self.send_check:
            self.send_check.cancel()
            self.send_check = None


class TooManyFields(Exception):
    """The headers and trailers of a request are more than LONGEST_HEAD or MOST_HEADERS."""


class TooManyRequests(Exception):
    """A connection pipelines more requests than MOST_PIPELINED."""
