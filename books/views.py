"""Books for readers: an article, a series or a topic as EPUB.

A book is made when somebody asks for it, once for each content. What that takes is bounded: so many
articles and so many bytes of pictures, one book at a time in each process, and a rate for each
client. These requests run in threads, beside those of readers (blog/page_cache/page_key.py).
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.front import redirects
from articles.lists.book_links import MOST_ARTICLES
from articles.middleware import absolute_url, site_of
from articles.models import Article
from articles.search.rate_limit import seconds_to_wait
from books.book_making import BookMaker
from books.book_scopes import BookScope, found_scope
from books.stored_books import book_name, store_book, stored_book

MOST_PICTURE_BYTES = 24 * 2**20
RATE = (20, 60)  # books that are made for a client, in so many seconds
BUSY_SECONDS = 5
EPUB_TYPE = "application/epub+zip"
making = Lock()


@require_safe
def book(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    site = site_of(request)
    scope = found_scope(kind, slug, site)
    if scope is None:
        return redirects.redirect_or_gone(request, kind, slug)
    articles = list(scope.articles.with_names()[: MOST_ARTICLES + 1])
    if not articles or len(articles) > MOST_ARTICLES:
        raise Http404("no book of so many articles")
    base = absolute_url(request, "/").removesuffix("/")
    name = book_name(scope, articles, (site.title, site.author, base))
    if f'"{name}"' in request.headers.get("If-None-Match", ""):
        return with_headers(HttpResponse(status=304), name)
    maker = BookMaker(scope, site, base, MOST_PICTURE_BYTES)
    return (
        stored_response(scope, name)
        or too_often(request)
        or made_response(request, scope, name, lambda: make_book(maker, articles, name))
    )


def make_book(maker: BookMaker, articles: list[Article], name: str) -> None:
    store_book(name, lambda out: maker.write(articles, out))


def stored_response(scope: BookScope, name: str) -> HttpResponseBase | None:
    path = stored_book(name)
    if path is None:
        return None
    file = path.open("rb")
    filename = f"{scope.name}.epub"
    response = FileResponse(file, as_attachment=True, filename=filename, content_type=EPUB_TYPE)
    return with_headers(response, name)


def with_headers(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["ETag"] = f'"{name}"'
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def made_response(
    request: HttpRequest, scope: BookScope, name: str, make_it: Callable[[], None]
) -> HttpResponseBase:
    """Make the book, unless this process makes another one."""
    if not making.acquire(blocking=False):
        return come_again(request, 503, BUSY_SECONDS)
    try:
        if stored_book(name) is None:
            make_it()
    finally:
        making.release()
    return stored_response(scope, name) or come_again(request, 503, BUSY_SECONDS)


def too_often(request: HttpRequest) -> HttpResponse | None:
    seconds = seconds_to_wait(request, "books", RATE)
    return come_again(request, 429, seconds) if seconds else None


def come_again(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    """A page that says when to ask again. No cache keeps it."""
    response = render(request, "book_later.html", {"seconds": seconds}, status=status)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
