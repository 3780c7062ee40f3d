"""How often somebody unknown may search: many times, and then after a short wait."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]
IPV6_PREFIX = 64  # bits of an IPv6 address: whoever has one has all of its network


def rate_limited(view: View) -> View:
    """The view, for as many searches as the settings allow; then 429 until the client may again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("q") and (seconds := seconds_to_wait(request)):
            return too_many_requests(request, seconds)
        return view(request, *args, **kwargs)

    return answer


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """As a page; for a script that shows results, as what stands in their place."""
    is_part = getattr(request.resolver_match, "url_name", "") == "found"
    context = {"seconds": seconds, "words": request.GET["q"]}
    template = "_rate_limited.html" if is_part else "429.html"
    response = render(request, template, context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def seconds_to_wait(request: HttpRequest) -> int:
    """Count one search; the seconds until the next one is answered, 0 where this one is."""
    who, (searches, period) = client_key(request), settings.SEARCH_RATE
    if not searches or not who or is_known_user(request):
        return 0
    span, passed = divmod(int(time()), period)
    key = f"searches:{who}:{span}"
    cache.add(key, 0, period)
    try:
        count = cache.incr(key)
    except ValueError:  # dropped a moment ago, since others needed its place
        return 0
    return period - passed if count > searches else 0


def is_known_user(request: HttpRequest) -> bool:
    """Asked of who has a session only, so that nobody else's page depends on it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def client_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The one that asks, as the servers in front tell it that the settings know of.

    None where they tell nothing, since all readers would seem to be one.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        said = told[-min(settings.TRUSTED_PROXIES, len(told))].strip()
    try:
        found = ip_address(said)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def client_key(request: HttpRequest) -> str:
    """Whose address it is: of IPv6 the network. Empty where nobody knows."""
    found = client_address(request)
    if isinstance(found, IPv6Address):
        return f"{int(found) >> (128 - IPV6_PREFIX):x}"
    return str(found or "")
