"""Middleware and context processor for the site settings, read at most once per request."""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from articles.cache import memory
from articles.models import SiteSettings
from articles.permalinks import absolute_url
from articles.preferences import chosen_preferences
from articles.theme_compat import with_old_variables


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


def cached_site() -> SiteSettings:
    site: SiteSettings = memory.cached("site", SiteSettings.current)
    return site


def site_context(request: HttpRequest) -> dict[str, Any]:
    mine = chosen_preferences(request)
    # Beside the address and the language, what the content of a public page depends on.
    variant = (absolute_url(request, "/"), *mine.values())
    return with_old_variables({"site": site_of(request), **mine, "variant": variant})


def site_of(request: HttpRequest) -> SiteSettings:
    lazy = getattr(request, "site_settings", None)
    return cast(SiteSettings, lazy if lazy is not None else SimpleLazyObject(SiteSettings.current))
