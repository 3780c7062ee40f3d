"""The requests for one file: redirects, limits, and why it is refused."""

import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import IO, NamedTuple

import httpcore

from media.inspection import RefusedFile
from media.inspection.values import MEGABYTE

from .answer_bodies import check_length, save_body
from .checked_connections import CheckedBackend, Deadline
from .destinations import Destinations
from .web_addresses import WebAddress

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FAILURES = (
    *(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError),
    zlib.error,
)
# No Referer: many hosts of pictures answer other sites only if none is named.
HEADERS = (
    ("User-Agent", "Mozilla/5.0 (compatible; Longwave)"),
    ("Accept", "image/avif,image/webp,image/*,video/*,audio/*;q=0.8,*/*;q=0.5"),
    ("Accept-Encoding", "identity"),
)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`seconds` for all requests together, `pause` for one step of them, such as the next byte."""

    bytes: int = 50 * MEGABYTE
    seconds: float = 60.0
    pause: float = 10.0


class FetchedFile(NamedTuple):
    """`name` is the last part of the address that was asked for; it may be empty."""

    name: str
    bytes: int


def fetch(
    address: str,
    file: IO[bytes],
    limits: FetchLimits | None = None,
    destinations: Destinations | None = None,
) -> FetchedFile:
    """Write what is at the address into the file. Raises RefusedFile with the reason.

    The environment names no proxy here: it would choose the machine that is asked.
    """
    limits, destinations = limits or FetchLimits(), destinations or Destinations()
    backend = CheckedBackend(destinations, Deadline(limits.seconds, limits.pause))
    here = asked = WebAddress.of(address)
    with httpcore.ConnectionPool(ssl_context=tls_context(), network_backend=backend) as pool:
        for _redirect in range(MOST_REDIRECTS + 1):
            destinations.check_port(here.port)
            with answer_of(pool, here) as answer:
                if answer.status not in REDIRECTS:
                    return FetchedFile(asked.name, save_answer(answer, here, file, limits))
                here = here.followed(header(answer, "location"))
    raise RefusedFile("remote-redirects", most=MOST_REDIRECTS)


@cache
def tls_context() -> ssl.SSLContext:
    """With the authorities of the system, which take a while to read."""
    return ssl.create_default_context()


@contextmanager
def answer_of(pool: httpcore.ConnectionPool, here: WebAddress) -> Iterator[httpcore.Response]:
    """The head of an answer; its body is read in the block. Raises RefusedFile."""
    try:
        with pool.stream("GET", here.url, headers=HEADERS) as answer:
            yield answer
    except FAILURES as error:
        raise refusal_of(error, here.host) from error


def refusal_of(error: Exception, host: str) -> RefusedFile:
    """httpcore has no errors of its own for certificates: they are the context of others."""
    if isinstance(error, httpcore.TimeoutException):
        return RefusedFile("remote-slow")
    if isinstance(error.__cause__ or error.__context__, ssl.SSLCertVerificationError):
        return RefusedFile("remote-certificate", host=host)
    is_of_network = isinstance(error, httpcore.NetworkError)
    return RefusedFile("remote-unreachable" if is_of_network else "remote-answer", host=host)


def save_answer(
    answer: httpcore.Response, here: WebAddress, file: IO[bytes], limits: FetchLimits
) -> int:
    if answer.status != 200:
        raise RefusedFile("remote-status", host=here.host, status=answer.status)
    length = header(answer, "content-length")
    check_length(int(length) if length.isdigit() else 0, limits.bytes)
    encoding = header(answer, "content-encoding").strip().lower()
    return save_body(answer.iter_stream(), encoding, file, limits.bytes)


def header(answer: httpcore.Response, name: str) -> str:
    found = (value for key, value in answer.headers if key.lower() == name.encode())
    return next(found, b"").decode(errors="replace")
