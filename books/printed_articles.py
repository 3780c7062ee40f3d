"""Articles as PDF: their page, printed by Chromium with the style sheet for print."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.translation import get_language, override

from articles.models import Article
from blog.page_cache.page_key import PageKey
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
    site = urlsplit(base)
    key = PageKey(
        scheme=site.scheme,
        forwarded=site.scheme,
        script="",
        host=site.netloc,
        path=path.encode().decode("latin-1"),  # as WSGI says (PEP 3333)
        query="",
        language=language,
        preferences="",
        as_page=False,
    )
    with override(get_language()):  # the site chooses that of the page
        response = WSGIHandler().get_response(WSGIRequest(key.environ()))
    if response.status_code != HTTPStatus.OK:
        raise NoPage(f"{response.status_code} {response.reason_phrase}")
    return b"".join(response)
