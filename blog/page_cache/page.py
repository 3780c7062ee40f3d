"""A page as it is kept, and as it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import getsizeof
from threading import Lock

from blog.page_cache.encodings import PLAIN, WORTH_IT, decode, encode

Headers = list[tuple[str, str]]
STORABLE = frozenset({"200", "301", "404", "410"})
TEXT = (
    "text/",
    *(f"application/{kind}" for kind in ("xml", "atom+xml", "rss+xml", "manifest+json")),
)
# What is made anew for each form of the page.
OF_THE_BODY = frozenset({"content-length", "content-encoding", "etag", "vary", "last-modified"})
OF_304 = frozenset({"cache-control", "content-location", "expires", "surrogate-key", "cache-tag"})
OVERHEAD = 3000  # bytes of a page beside its body, and of an answer, measured roughly


@dataclass(slots=True)
class Answer:
    """What the server is handed; `page` counts how often."""

    status: str
    headers: Headers
    body: list[bytes]
    page: Page
    head: bytes = b""  # status and headers, as they are sent


@dataclass(slots=True)
class Page:
    status: str
    headers: Headers
    vary: str
    digest: str
    length: int
    bodies: dict[str, bytes]
    reads: int = 0
    counted: int = 0  # bytes, by the store
    named: int = 0  # bytes of its key
    # The requests that are answered by this page at once.
    requests: list[tuple[str | None, ...]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, status: str, headers: Headers, body: bytes) -> Page | None:
        """None where the answer does not say that it may be stored."""
        said = {name.lower(): value for name, value in headers}
        if status[:3] not in STORABLE or "public" not in said.get("cache-control", ""):
            return None
        if "set-cookie" in said or "content-encoding" in said:
            return None
        if not said.get("content-type", "text/").startswith(TEXT):
            return None  # pictures lie on the disk already
        kept = [(name, value) for name, value in headers if name.lower() not in OF_THE_BODY]
        digest = blake2b(body, digest_size=12).hexdigest()
        return cls(status, kept, said.get("vary", ""), digest, len(body), {PLAIN: body})

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        own = OVERHEAD + self.named + sum(map(len, self.bodies.values()))
        return own + sum(OVERHEAD + weight(request) for request in self.requests)

    @property
    def is_redirect(self) -> bool:
        return self.status.startswith("301")

    def body(self, encoding: str) -> bytes:
        """The body in this encoding; what is sent compressed is not kept plain too."""
        with self.lock:
            if encoding not in self.bodies:
                known = next(iter(self.bodies))
                self.bodies[encoding] = encode(decode(self.bodies[known], known), encoding)
                if known == PLAIN:
                    del self.bodies[PLAIN]
            return self.bodies[encoding]

    def answer(self, encoding: str, *, match: str | None, since: bool, dated: str) -> Answer:
        """`match` is the reader's If-None-Match; `since` says that it has what `dated` names."""
        encoding = encoding if self.length >= WORTH_IT else PLAIN
        tag = f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'
        headers = [("ETag", tag), ("Vary", with_encoding(self.vary))]
        headers += [("Last-Modified", dated)] if dated else []
        if self.status.startswith("200") and (matches(match, tag) if match else since):
            kept = [pair for pair in self.headers if pair[0].lower() in OF_304]
            return Answer("304 Not Modified", kept + headers, [], self)
        body = self.body(encoding)
        headers += [("Content-Encoding", encoding)] if encoding else []
        headers += [("Content-Length", str(len(body)))]
        return Answer(self.status, self.headers + headers, [body], self)


def weight(values: Iterable[object]) -> int:
    """Bytes that the texts among the values take."""
    return sum(getsizeof(each) for each in values if isinstance(each, str))


def with_encoding(vary: str) -> str:
    return f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"


def matches(given: str, tag: str) -> bool:
    """Whether If-None-Match names the tag; servers in front that compress make tags weak."""
    tags = (each.strip().removeprefix("W/") for each in given.split(","))
    return given.strip() == "*" or tag in tags
