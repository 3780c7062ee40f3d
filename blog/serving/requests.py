"""A request as WSGI has it (PEP 3333), from one as ASGI has it."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Environ = dict[str, Any]

LONGEST_ADDRESS = 2**13  # bytes of path and query, as they are sent
LONGEST_HOST = 255
NAMES = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


class Refusal(NamedTuple):
    status: int
    reason: bytes


def refusal(scope: Scope, environ: Environ) -> Refusal | None:
    """Why a request is not looked at any further, where it is not."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return Refusal(414, b"The address is too long.\n")
    if not is_ours(environ.get("HTTP_HOST")):
        return Refusal(400, b"No site of this name is here.\n")
    return None


def is_ours(host: str | None) -> bool:
    """As Django decides it; where none is named, Django takes the address of the server."""
    if host is None:
        return True
    if len(host) > LONGEST_HOST:
        return False
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


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
