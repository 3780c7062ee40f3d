"""A WSGI request (PEP 3333) from an ASGI scope; rejects unknown hosts and long URLs."""

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

LONGEST_URL = 2**13  # bytes of path and query string, percent-encoded
LONGEST_HOST = 255
WITHOUT_PREFIX = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


class Rejection(NamedTuple):
    """A response that is sent without calling the application."""

    status: int
    reason: bytes


def rejection_of(scope: Scope, environ: Environ) -> Rejection | None:
    """Return the response to a request with a wrong URL or host, None if it is acceptable."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_URL:
        return Rejection(414, b"The address is too long.\n")
    if not is_allowed_host(environ.get("HTTP_HOST")):
        return Rejection(400, b"No site of this name is here.\n")
    return None


def is_allowed_host(host: str | None) -> bool:
    """Compare with ALLOWED_HOSTS. Without a Host header Django uses the address of the server."""
    if host is None:
        return True
    if len(host) > LONGEST_HOST:
        return False
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def wsgi_environ(scope: Scope) -> Environ:
    """Return the WSGI request without `wsgi.input`."""
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
        if b"_" not in name:  # X_Y and X-Y have the same variable
            variable = WITHOUT_PREFIX.get(name) or header_variable(name)
            add_header(environ, variable, value.decode("latin-1"))
    return environ


def add_header(environ: Environ, variable: str, value: str) -> None:
    """Join the values of a header that is sent several times."""
    separator = "; " if variable == "HTTP_COOKIE" else ","
    previous = environ.get(variable)
    environ[variable] = value if previous is None else f"{previous}{separator}{value}"


def header_variable(header: bytes) -> str:
    return f"HTTP_{header.decode('latin-1').upper().replace('-', '_')}"
