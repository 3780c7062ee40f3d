"""Which addresses take a body, and how long it may be.

Pages take none. Forms that anybody may send are a few kB. The admin takes files, of who is signed
in; a text that comes after its author was signed out is kept in memory, so that the admin can show
it again. So nobody unknown gets anything onto the disk.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Self

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import OperationalError, close_old_connections
from django.http.cookie import parse_cookie
from django.urls import reverse

from blog.database import GUARD, for_reader
from blog.serving.requests import Environ, Receive

FORM = 2**14  # bytes of a form that anybody may send
IN_MEMORY = 2**20  # bytes; a longer body waits on the disk
# Bytes in memory of all who are not signed in together, of each process.
OF_STRANGERS = 2**24


@cache
def forms() -> tuple[str, ...]:
    return reverse("admin:login"), reverse("preferences")


def longest(path: str) -> int:
    """Bytes that an address takes of somebody who is signed in."""
    if path in forms():
        return FORM
    return settings.LONGEST_UPLOAD if path.startswith(reverse("admin:index")) else 0


def length(environ: Environ) -> int | None:
    """Bytes of the body of a request; None where it does not say, since it comes in pieces."""
    return None if "HTTP_TRANSFER_ENCODING" in environ else int(environ.get("CONTENT_LENGTH") or 0)


def is_signed_in(environ: Environ) -> bool:
    """Asks the database."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    if GUARD.is_away:
        raise OperationalError("the database is away")
    try:
        with for_reader():
            return SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(key)
    finally:
        close_old_connections()


class TooLong(Exception):
    """The body is longer than its address takes."""


class Full(Exception):
    """So many strangers are sending bodies that no more fits into memory."""


class Gone(Exception):
    """Who asked has left, or was too slow."""


class Room:
    """What the bodies of strangers may take of the memory."""

    def __init__(self, most: int = OF_STRANGERS) -> None:
        self.left = most

    def take(self, number: int) -> None:
        if number > self.left:
            raise Full
        self.left -= number

    def give_back(self, number: int) -> None:
        self.left += number


class Body:
    """The body of one request, kept until it is answered. `room` is for a stranger's."""

    def __init__(self, most: int, room: Room | None) -> None:
        self.most, self.room = most, room
        self.length = 0
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed at the exit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()
        if self.room:
            self.room.give_back(self.length)

    async def receive(self, receive: Receive) -> IO[bytes]:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            self.add(message.get("body", b""))
            more = message.get("more_body", False)
        self.file.seek(0)
        return self.file

    def add(self, piece: bytes) -> None:
        if self.length + len(piece) > self.most:
            raise TooLong
        if self.room:
            self.room.take(len(piece))
        self.length += len(piece)
        self.file.write(piece)
