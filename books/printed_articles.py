"""Articles as PDF: their page, printed by Chromium with the style sheet for print."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler

from articles.models import Article
from books.chromium import print_page
from books.print_server import served_page


class NoPage(Exception):
    """The site does not answer with the page: `status` is what it said."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


def print_article(article: Article, base: str, paper: str = "A4") -> bytes:
    """The PDF of a public article. `base` is the address of the site. Raises PrintError, NoPage."""
    return print_html(public_page(article.get_absolute_url(), base, article.language), base, paper)


def print_html(html: bytes, base: str, paper: str = "A4") -> bytes:
    """The PDF of a page of the site. Raises PrintError."""
    with served_page(html, paper, base) as address:
        return print_page(address)


def public_page(path: str, base: str, language: str) -> bytes:
    """The page as a visitor gets it."""
    status = ""

    def start_response(sent: str, _headers: Any, _failure: Any = None, /) -> Any:
        nonlocal status
        status = sent

    site = urlsplit(base)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "HTTP_ACCEPT_LANGUAGE": language,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": True,
    }
    response = WSGIHandler()(environ, start_response)
    try:
        body = b"".join(response)
    finally:
        if close := getattr(response, "close", None):
            close()
    if not status.startswith("200"):
        raise NoPage(status)
    return body
