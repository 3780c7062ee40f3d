"""Rate limit for searches of anonymous clients (LONGWAVE_SEARCH_RATE)."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from hashlib import blake2b
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import RequestCount
from blog.client_address import client_key

View = Callable[..., HttpResponse]


def rate_limited(view: View) -> View:
    """Decorator: answer 429 if the client has exceeded the rate of the setting SEARCH_RATE."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("q") and (seconds := seconds_to_wait(request)):
            return too_many_requests(request, seconds)
        return view(request, *args, **kwargs)

    return answer


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """Response 429: a page, or only the message for the script that shows results."""
    is_part = getattr(request.resolver_match, "url_name", "") == "found"
    context = {"seconds": seconds, "words": request.GET["q"]}
    template = "_rate_limited.html" if is_part else "429.html"
    response = render(request, template, context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def seconds_to_wait(
    request: HttpRequest, kind: str = "searches", rate: tuple[int, int] | None = None
) -> int:
    """Count a search, or a request of another kind with a rate of its own.

    Return 0 if it is allowed, else the seconds until the next is.
    """
    client, (most, period) = client_key(request), rate or settings.SEARCH_RATE
    if not most or not client or is_known_user(request):
        return 0
    now = int(time())
    until = now - now % period + period
    return until - now if count(f"{kind}:{client}", until, now) > most else 0


def count(key: str, until: int, now: int) -> int:
    """Count a request. Return how many there were in the span of time that ends at `until`.

    All machines count together on PostgreSQL. On SQLite, and while the database fails, each process
    counts by itself: a search there does not wait for an author who saves.
    """
    if connection.vendor == "postgresql":
        with suppress(Error):  # also of a connection that was closed
            digest = blake2b(key.encode(), digest_size=16).hexdigest()
            return RequestCount.count(digest, until, now)
    key = f"{key}:{until}"
    cache.add(key, 0, until - now)
    try:
        return cache.incr(key)
    except ValueError:  # evicted from the cache since add()
        return 1


def is_known_user(request: HttpRequest) -> bool:
    """Whether the user is signed in. Reads the session only if there is a session cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
