"""The site of a request: its settings, read at most once, its address, and the context of pages."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from articles.cache import memory, reads
from articles.models import SiteSettings
from articles.preferences import chosen_preferences
from articles.theme_templates import with_old_variables
from blog.content_policy import policy_with
from blog.middleware import private_paths

# Keys of the WSGI request of a page that becomes a file (static_site/). No client can set them.
STATIC_LANGUAGES, ORIGIN = "longwave.static_languages", "longwave.origin"


def current_site(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("no text has a NUL")
        request.site_settings = SimpleLazyObject(cached_site)  # type: ignore[attr-defined]
        with memory.read_version_once():
            return get_response(request)

    return middleware


def public_content_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let pages use what the site settings and their own embeds allow.

    Other sites are for public pages only: not for the admin, signing in, or previews.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_page(response):
            is_public = not request.path_info.startswith(private_paths())
            more = dict(site_of(request).external_sources) if is_public else {}
            for directive, sources in getattr(response, "allowed_sources", {}).items():
                more[directive] = {*more.get(directive, ()), *sources}
            if more:
                response.headers["Content-Security-Policy"] = policy_with(more)
        return response

    return middleware


def is_page(response: HttpResponse) -> bool:
    """Whether it is HTML with the parts of every page: no redirect, no failure of the server."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and (response.status_code < 300 or 400 <= response.status_code < 500)


def allow_frames(response: HttpResponse, origins: Collection[str]) -> HttpResponse:
    """Let the page of this response load frames of these origins."""
    return allow_sources(response, {"frame-src": origins})


def allow_sources(response: HttpResponse, more: Mapping[str, Collection[str]]) -> HttpResponse:
    """Add sources to the policy of the page of this response, by directive."""
    before = getattr(response, "allowed_sources", {})
    response.allowed_sources = {**before, **more}  # type: ignore[attr-defined]
    return response


def cached_site() -> SiteSettings:
    site: SiteSettings = memory.cached("site", site_with_menu)
    return site


def site_with_menu() -> SiteSettings:
    """The settings. They ask for the menu later, but not where reads are recorded."""
    site = SiteSettings.current()
    if reads.is_recording():
        assert site.menu_pages is not None  # asks now
    return site


def site_context(request: HttpRequest) -> dict[str, Any]:
    mine = chosen_preferences(request.COOKIES)
    # Beside the address and the language, what the content of a public page depends on.
    variant = (absolute_url(request, "/"), *mine.values())
    context = {"site": site_of(request), "is_static": is_static(request), **mine}
    context["static_languages"] = request.META.get(STATIC_LANGUAGES)
    return with_old_variables({**context, "variant": variant})


def site_of(request: HttpRequest) -> SiteSettings:
    lazy = getattr(request, "site_settings", None)
    return cast(SiteSettings, lazy if lazy is not None else SimpleLazyObject(SiteSettings.current))


def absolute_url(request: HttpRequest, path: str) -> str:
    """The path on the origin of the site, or on the host of the request if that is not known.

    An address on another host, such as that of a file, stays as it is.
    """
    if path.startswith(("https://", "http://")):
        return path
    origin = site_origin(request)
    return origin + path if origin else request.build_absolute_uri(path)


def site_origin(request: HttpRequest) -> str:
    """LONGWAVE_URL, or what stands for the address of a static site; '' if neither is set."""
    return str(request.META.get(ORIGIN) or settings.SITE_URL)


def is_static(request: HttpRequest) -> bool:
    """Whether the page becomes a file: no server remembers choices, or reads parameters."""
    return STATIC_LANGUAGES in request.META
