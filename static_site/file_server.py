"""A plain file server, to look at a static site as a host sends it: ranges, types, 404.html."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.utils.translation import gettext as _
from whitenoise import WhiteNoise

from static_site.static_options import StaticSiteError

HOST = "127.0.0.1"
# Types that the tables of systems lack.
TYPES = {
    ".md": "text/markdown; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".speculationrules": "application/speculationrules+json",
    ".bin": "application/octet-stream",
}


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Print no line for each request."""


class FileServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class StaticFolder:
    """The WSGI application. `path` is that of the home page, as readers will find it."""

    def __init__(self, folder: Path, path: str = "") -> None:
        self.folder = folder
        self.files = WhiteNoise(
            self.not_found,
            root=str(folder),
            prefix=f"{path}/",
            autorefresh=True,
            index_file=True,
            mimetypes=TYPES,
        )

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        response: Iterable[bytes] = self.files(environ, start_response)
        return response

    def not_found(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            page = (self.folder / "404.html").read_bytes()
        except OSError:
            page = b"404"
        kind = "text/html; charset=utf-8"
        start_response(
            "404 Not Found", [("Content-Type", kind), ("Content-Length", str(len(page)))]
        )
        return [page]


@contextmanager
def file_server(folder: Path, port: int = 0, path: str = "") -> Iterator[WSGIServer]:
    """A server for the folder on this machine alone. Port 0 is any free one."""
    try:
        server = make_server(HOST, port, StaticFolder(folder, path), FileServer, QuietHandler)
    except OSError as error:
        message = _("Port %(port)s is not free. Name another one: --serve %(other)s")
        raise StaticSiteError(message % {"port": port, "other": port + 1}) from error
    with server:
        yield server
