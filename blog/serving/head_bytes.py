"""The bytes of heads: request lines in UTF-8, header values, the head of a cached page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

if TYPE_CHECKING:
    from blog.page_cache.cached_page import CachedResponse

ASCII = "".join(map(chr, range(128)))


def with_ascii_request_line(request: bytes) -> bytes:
    """Percent-encode the request line. Some clients send UTF-8, which the parser rejects."""
    line, end, rest = request.partition(b"\r\n")
    return quote_from_bytes(line, safe=ASCII).encode() + end + rest


def header_text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")


def response_head(response: CachedResponse) -> bytes:
    """Return status line and headers, without Date. They are stored with the response."""
    lines = (f"{name}: {value}\r\n".encode("latin-1") for name, value in response.headers)
    response.head = b"".join((STATUS_LINE[int(response.status[:3])], *lines))
    return response.head
