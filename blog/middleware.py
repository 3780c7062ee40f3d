"""Middleware that sets headers: Cache-Control, ETag, Content-Security-Policy, Speculation-Rules."""

from collections.abc import Callable
from functools import cache
from hashlib import sha1

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.templatetags.static import static
from django.urls import reverse

from blog.cdn import surrogate_keys
from blog.content_policy import PERMISSIONS_POLICY, UPLOAD_POLICY, admin_policy, reader_policy

UPLOADS = ("/uploads/", "/files/")
PRIVATE = "private, max-age=0, must-revalidate"
# 304 has the headers of the response that it stands for (RFC 9110, 15.4.5).
STALE_IF_ERROR = 86_400  # seconds
CACHEABLE_STATUSES = frozenset({200, 301, 304, 404, 410})


@cache
def private_paths() -> tuple[str, ...]:
    """Return the beginnings of paths whose responses are not public pages."""
    return (reverse("admin:index"), reverse("desk"), *UPLOADS, "/preview/", static_path())


def static_path() -> str:
    return f"/{settings.STATIC_URL.strip('/')}/"


def public_cache_control() -> str:
    """Browsers revalidate each time, and get a 304. A CDN may answer for CDN_MAX_AGE seconds.

    While the site fails, a CDN may go on for STALE_IF_ERROR. Without CDN_MAX_AGE no cache may:
    nobody reads what was withdrawn.
    """
    if seconds := settings.CDN_MAX_AGE:
        stale = f"stale-while-revalidate={seconds}, stale-if-error={STALE_IF_ERROR}"
        return f"public, max-age=0, s-maxage={seconds}, {stale}"
    return "public, max-age=0, must-revalidate"


def set_cache_control(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Mark each page as public or private. Caches may store public pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith(private_paths()):
            signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
            is_cacheable = (
                request.method in {"GET", "HEAD"} and response.status_code in CACHEABLE_STATUSES
            )
            is_public = is_cacheable and not (signed_in or response.cookies or response.streaming)
            value = public_cache_control() if is_public else PRIVATE
            response.headers.setdefault("Cache-Control", value)
            if is_public and settings.CDN_MAX_AGE:
                surrogate_keys.set_surrogate_keys(request, response)
        return response

    return middleware


class ConditionalGet(ConditionalGetMiddleware):
    """Django's middleware with an ETag of our own.

    SHA-1 is computed faster than MD5. The ETag is also that of the Content-Security-Policy: a 304
    would leave a browser with the former one.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.method == "GET" and isinstance(response, HttpResponse) and response.content:
            policy = response.headers.get("Content-Security-Policy", "").encode()
            digest = sha1(response.content + policy, usedforsecurity=False).hexdigest()
            response.headers.setdefault("ETag", f'"{digest}"')
        return super().process_response(request, response)


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set Content-Security-Policy, unless articles/middleware.py has; and Permissions-Policy."""
    admin = reverse("admin:index")

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        path = request.path_info
        policy = (
            UPLOAD_POLICY
            if path.startswith(UPLOADS)
            else admin_policy()
            if path.startswith(admin)
            else reader_policy()
        )
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def speculation_rules(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set Speculation-Rules: browsers prefetch the page of a link under the pointer.

    The rules are in a file, because the Content-Security-Policy allows no inline rules.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not request.path_info.startswith(private_paths()):
            response.headers["Speculation-Rules"] = f'"{static("prefetch.speculationrules")}"'
        return response

    return middleware
