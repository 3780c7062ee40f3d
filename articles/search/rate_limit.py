"""Rate limit for searches of anonymous clients (LONGWAVE_SEARCH_RATE)."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    span, passed = divmod(int(time()), period)
    key = f"{kind}:{client}:{span}"
    cache.add(key, 0, period)
    try:
        count = cache.incr(key)
    except ValueError:  # evicted from the cache since add()
        return 0
    return period - passed if count > most else 0


def is_known_user(request: HttpRequest) -> bool:
    """Whether the user is signed in. Reads the session only if there is a session cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
