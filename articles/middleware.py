"""The site's own settings, read at most once a request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from articles.models import SiteSettings


def current_site(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.site = SimpleLazyObject(SiteSettings.current)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def site_in_templates(request: HttpRequest) -> dict[str, Any]:
    return {"site": getattr(request, "site", None) or SimpleLazyObject(SiteSettings.current)}
