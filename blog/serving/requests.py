"""A request as WSGI has it (PEP 3333), from one as ASGI has it."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Environ = dict[str, Any]

LONGEST = 100 * 2**20  # bytes of a body
NAMES = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


class Gone(Exception):
    """Who asked has left."""


class TooLong(Exception):
    """The body is longer than anything that the site takes."""


async def read(receive: Receive, into: IO[bytes]) -> None:
    """Put the body of a request into a file, and go to its beginning."""
    length, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        piece = message.get("body", b"")
        length += len(piece)
        if length > LONGEST:
            raise TooLong
        into.write(piece)
        more = message.get("more_body", False)
    into.seek(0)


def environ_of(scope: Scope) -> Environ:
    """Without `wsgi.input`."""
    server, client = scope["server"] or ("localhost", None), scope["client"] or ("", None)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" not in name:  # X_Y would pass for X-Y
            add(environ, NAMES.get(name) or variable(name), value.decode("latin-1"))
    return environ


def add(environ: Environ, name: str, value: str) -> None:
    between = "; " if name == "HTTP_COOKIE" else ","
    environ[name] = f"{environ[name]}{between}{value}" if name in environ else value


def variable(header: bytes) -> str:
    return f"HTTP_{header.decode('latin-1').upper().replace('-', '_')}"
