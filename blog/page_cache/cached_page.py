"""A page in the cache, and the response that is made of it for one request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import getsizeof
from threading import Lock

from blog.page_cache.encodings import PLAIN, WORTH_IT, compress, decompress

Headers = list[tuple[str, str]]
CACHEABLE = frozenset({"200", "301", "404", "410"})
TEXT_TYPES = (
    "text/",
    *(
        f"application/{kind}"
        for kind in ("xml", "atom+xml", "rss+xml", "feed+json", "json", "manifest+json")
    ),
)
# Headers that are set anew for each encoding of the page.
BODY_HEADERS = frozenset({"content-length", "content-encoding", "etag", "vary", "last-modified"})
# Headers that a 304 repeats.
NOT_MODIFIED_HEADERS = frozenset(
    {"cache-control", "content-location", "expires", "surrogate-key", "cache-tag"}
)
OVERHEAD = 3000  # bytes of a page beside its body, and of a response; a rough measurement


@dataclass(slots=True)
class CachedResponse:
    """What the server sends. `page` counts how often."""

    status: str
    headers: Headers
    body: list[bytes]
    page: CachedPage
    kind: str = ""  # of the page, as blog.counters names it
    head: bytes = b""  # status line and headers, as they are sent; set by serving/protocol.py


@dataclass(slots=True)
class CachedPage:
    status: str
    headers: Headers
    vary: str
    digest: str
    length: int
    bodies: dict[str, bytes]
    reads: int = 0
    counted: int = 0  # bytes that PageGeneration.size has of this page
    key_bytes: int = 0
    # The requests that have a prepared response of this page.
    requests: list[tuple[str | None, ...]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @classmethod
    def from_response(cls, status: str, headers: Headers, body: bytes) -> CachedPage | None:
        """Return None if the response may not be stored: not public, or with a cookie."""
        values = {name.lower(): value for name, value in headers}
        if status[:3] not in CACHEABLE or "public" not in values.get("cache-control", ""):
            return None
        if "set-cookie" in values or "content-encoding" in values:
            return None
        if not values.get("content-type", "text/").startswith(TEXT_TYPES):
            return None  # images are files on the disk already
        kept = [(name, value) for name, value in headers if name.lower() not in BODY_HEADERS]
        # A 304 leaves a browser with the policy that it has.
        policy = values.get("content-security-policy", "").encode()
        digest = blake2b(body + policy, digest_size=12).hexdigest()
        return cls(status, kept, values.get("vary", ""), digest, len(body), {PLAIN: body})

    @property
    def size(self) -> int:
        """Approximate bytes in memory."""
        own = OVERHEAD + self.key_bytes + sum(map(len, self.bodies.values()))
        return own + sum(OVERHEAD + bytes_of_strings(request) for request in self.requests)

    @property
    def is_redirect(self) -> bool:
        return self.status.startswith("301")

    @property
    def is_missing(self) -> bool:
        """Whether it says 404. No response is prepared: each request for it is noted."""
        return self.status.startswith("404")

    def body(self, encoding: str) -> bytes:
        """Return the body in this encoding. The first compression drops the plain body."""
        with self.lock:
            if encoding not in self.bodies:
                known = next(iter(self.bodies))
                self.bodies[encoding] = compress(decompress(self.bodies[known], known), encoding)
                if known == PLAIN:
                    del self.bodies[PLAIN]
            return self.bodies[encoding]

    def response(
        self, encoding: str, *, if_none_match: str | None, is_not_modified: bool, last_modified: str
    ) -> CachedResponse:
        """Return a 304 if the client has the page, else the page in this encoding.

        `is_not_modified` is the result of If-Modified-Since. It counts without If-None-Match only
        (RFC 9110, 13.2.2).
        """
        encoding = encoding if self.length >= WORTH_IT else PLAIN
        etag = f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'
        headers = [("ETag", etag), ("Vary", with_accept_encoding(self.vary))]
        headers += [("Last-Modified", last_modified)] if last_modified else []
        is_same = etag_matches(if_none_match, etag) if if_none_match else is_not_modified
        if self.status.startswith("200") and is_same:
            kept = [pair for pair in self.headers if pair[0].lower() in NOT_MODIFIED_HEADERS]
            return CachedResponse("304 Not Modified", kept + headers, [], self)
        body = self.body(encoding)
        headers += [("Content-Encoding", encoding)] if encoding else []
        headers += [("Content-Length", str(len(body)))]
        return CachedResponse(self.status, self.headers + headers, [body], self)


def bytes_of_strings(values: Iterable[object]) -> int:
    return sum(getsizeof(each) for each in values if isinstance(each, str))


def with_accept_encoding(vary: str) -> str:
    return f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"


def etag_matches(if_none_match: str, etag: str) -> bool:
    """Compare weakly: a proxy that compresses a response makes its ETag weak."""
    etags = (each.strip().removeprefix("W/") for each in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in etags
