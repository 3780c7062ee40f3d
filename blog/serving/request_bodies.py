"""Request bodies: which URLs accept one, and how long it may be.

Pages accept none. A git server may deliver 1 MB where a repository is configured. Forms that need
no login accept 16 kB. The admin and the desk accept files of signed-in users. From other clients
they accept up to 1 MB, kept in memory: an author whose session has expired gets the submitted text
back. So a client that is not signed in cannot write to the disk.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Self

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError, close_old_connections
from django.http.cookie import parse_cookie
from django.urls import reverse

from blog.database import DATABASE_GUARD, reader_limits
from blog.serving.wsgi_environ import Environ, Receive

FORM_BYTES = 2**14  # of a form that needs no login
IN_MEMORY = 2**20  # bytes; a longer body is written to a temporary file
# Bytes in memory for the bodies of all clients that are not signed in, in each process
ANONYMOUS_BYTES = 2**24
# Bytes on the disk for the bodies of signed-in users, in each process, if that is enough for two
DISK_BYTES = 2**30
CLIENT_SHARE = 4  # one client has at most this part of the memory: a quarter


@cache
def anonymous_form_paths() -> tuple[str, ...]:
    return reverse("account_login"), reverse("preferences")


@cache
def author_paths() -> tuple[str, ...]:
    return reverse("admin:index"), reverse("desk")


@cache
def hook_path() -> str:
    return reverse("git-hook")


def body_limit(path: str) -> int:
    """Return how many bytes a URL accepts from a signed-in user."""
    if path.startswith(anonymous_form_paths()):
        return FORM_BYTES
    if path == hook_path():
        return settings.LONGEST_HOOK if settings.GIT_HOOK.is_configured else 0
    return settings.LONGEST_FORM if path.startswith(author_paths()) else 0


def body_length(environ: Environ) -> int | None:
    """Return the length that a request declares, None for a chunked body."""
    return None if "HTTP_TRANSFER_ENCODING" in environ else int(environ.get("CONTENT_LENGTH") or 0)


def has_login_session(environ: Environ) -> bool:
    """Look the session up in the database. Raises a database error if that fails."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    if DATABASE_GUARD.is_unreachable:
        raise OperationalError("the database is unreachable")
    try:
        with reader_limits():
            return SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(key)
    finally:
        close_old_connections()


class BodyTooLong(Exception):
    """The body is longer than its URL accepts."""


class TooLongInput:
    """In place of a body that is not read: Django's handler then answers with the page for 413."""

    def read(self, *_size: object) -> bytes:
        raise RequestDataTooBig("the body is longer than LONGEST_FORM")

    readline = read


class BodyMemoryFull(Exception):
    """The bodies of anonymous clients fill the memory that is reserved for them."""


class ClientGone(Exception):
    """The client has closed the connection, or was too slow."""


class BodyMemory:
    """The bytes for bodies, in memory or on the disk, of which each client has a share."""

    def __init__(self, limit: int, share: int = 1) -> None:
        self.left, self.most_of_client = limit, limit // share
        self.of_client = Counter[str]()

    def reserve(self, number: int, client: str) -> None:
        is_too_much = client and self.of_client[client] + number > self.most_of_client
        if number > self.left or is_too_much:
            raise BodyMemoryFull
        self.left -= number
        self.of_client[client] += number

    def release(self, number: int, client: str) -> None:
        self.left += number
        self.of_client[client] -= number
        if not self.of_client[client]:
            del self.of_client[client]


class RequestBody:
    """The body of one request of at most `limit` bytes, kept until the request is answered.

    `memory` counts the bodies of its kind. `client` is a key, '' if the client is not known.
    """

    def __init__(self, limit: int, memory: BodyMemory | None, client: str = "") -> None:
        self.limit, self.memory, self.client = limit, memory, client
        self.length = 0
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()
        if self.memory:
            self.memory.release(self.length, self.client)

    async def receive(self, receive: Receive) -> IO[bytes]:
        """Return the file. Raises BodyTooLong, BodyMemoryFull or ClientGone."""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            self.add(message.get("body", b""))
            more = message.get("more_body", False)
        self.file.seek(0)
        return self.file

    def add(self, chunk: bytes) -> None:
        if self.length + len(chunk) > self.limit:
            raise BodyTooLong
        if self.memory:
            self.memory.reserve(len(chunk), self.client)
        self.length += len(chunk)
        self.file.write(chunk)
