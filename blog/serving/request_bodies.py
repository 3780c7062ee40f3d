"""Request bodies: which URLs accept one, and how long it may be.

Pages accept none. A git server may deliver 1 MB where a repository is configured. Forms that need
no login accept 16 kB. The admin and the desk accept files of signed-in users. From other clients
they accept up to 1 MB, kept in memory: an author whose session has expired gets the submitted text
back. So a client that is not signed in cannot write to the disk.
"""

from __future__ import annotations

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
    """The memory for bodies of anonymous clients, in bytes."""

    def __init__(self, limit: int = ANONYMOUS_BYTES) -> None:
        self.left = limit

    def reserve(self, number: int) -> None:
        if number > self.left:
            raise BodyMemoryFull
        self.left -= number

    def release(self, number: int) -> None:
        self.left += number


class RequestBody:
    """The body of one request of at most `limit` bytes, kept until the request is answered.

    `memory` counts the bodies of anonymous clients; it is None for others.
    """

    def __init__(self, limit: int, memory: BodyMemory | None) -> None:
        self.limit, self.memory = limit, memory
        self.length = 0
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()
        if self.memory:
            self.memory.release(self.length)

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
            self.memory.reserve(len(chunk))
        self.length += len(chunk)
        self.file.write(chunk)
