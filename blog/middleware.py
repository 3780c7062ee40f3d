"""What every answer carries, whatever page it is."""

from collections.abc import Callable
from functools import cache
from hashlib import sha1

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.templatetags.static import static
from django.urls import reverse

from blog.cdn import surrogate_keys

READERS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
# The admin's scripts (Alpine) evaluate the expressions in its templates.
AUTHORS = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# An uploaded picture may be an SVG that somebody opens by itself.
UPLOADS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

ONE_PERSON = "private, max-age=0, must-revalidate"
LASTING = frozenset({200, 301, 404, 410})


@cache
def private_paths() -> tuple[str, ...]:
    """Where nothing is a page for everybody."""
    return (reverse("admin:index"), "/uploads/", "/preview/", f"/{settings.STATIC_URL.strip('/')}/")


def everybody() -> str:
    """A browser asks each time, and is told in a few bytes that nothing has changed."""
    if seconds := settings.CDN_MAX_AGE:
        return f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={seconds}"
    return "public, max-age=0, must-revalidate"


def set_cache_control(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say of each page whether it is the same for everybody: what says so may be stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith(private_paths()):
            signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
            same = request.method in {"GET", "HEAD"} and response.status_code in LASTING
            for_all = same and not (signed_in or response.cookies or response.streaming)
            response.headers.setdefault("Cache-Control", everybody() if for_all else ONE_PERSON)
            if for_all and settings.CDN_MAX_AGE:
                surrogate_keys.name(request, response)
        return response

    return middleware


class ConditionalGet(ConditionalGetMiddleware):
    """As Django's. It hashes each page that is built, so by what processors are quick at."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.method == "GET" and isinstance(response, HttpResponse) and response.content:
            digest = sha1(response.content, usedforsecurity=False).hexdigest()
            response.headers.setdefault("ETag", f'"{digest}"')
        return super().process_response(request, response)


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let a page load only what this site serves; pages for readers run no inline script."""
    admin, uploads = reverse("admin:index"), "/uploads/"

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        path = request.path_info
        policy = (
            UPLOADS if path.startswith(uploads) else AUTHORS if path.startswith(admin) else READERS
        )
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def prefetching(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Name the rules by which a browser fetches the page of a link that the pointer rests on.

    A file says them, since the policy allows no inline script, and a list of rules counts as one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not request.path_info.startswith(private_paths()):
            response.headers["Speculation-Rules"] = f'"{static("prefetch.speculationrules")}"'
        return response

    return middleware
