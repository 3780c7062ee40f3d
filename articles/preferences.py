"""Preferences of readers in cookies: colours, text size, language, languages of lists, shortcut."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.converters import article_slug
from articles.db import compiled
from articles.models import Article
from articles.models.base import permalink

# The values of each cookie; the first one is the default.
CHOICES = {
    "theme": ("auto", "light", "dark"),
    "size": ("medium", "small", "large"),
    "keys": ("on", "off"),  # WCAG 2.1.4: single-key shortcuts must be possible to switch off
    "languages": ("all", "own"),  # in which languages articles are listed
}
A_YEAR = 365 * 24 * 3600


def vary_on_preferences(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `Vary: Cookie` on pages, since their content depends on the preferences."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def chosen_preferences(cookies: Mapping[str, str]) -> dict[str, str]:
    """The allowed value or the default of each preference in CHOICES, by its name."""
    return {name: allowed_or_default(cookies.get(name), values) for name, values in CHOICES.items()}


def interface_language() -> str:
    """Language code of the interface for this request."""
    return get_language() or settings.LANGUAGE_CODE


def only_language(request: HttpRequest) -> str:
    """The reader's language if they chose to see lists in it alone; '' for all languages."""
    own = chosen_preferences(request.COOKIES)["languages"] == "own"
    return interface_language() if own else ""


def allowed_or_default(value: str | None, values: tuple[str, ...]) -> str:
    return value if value in values else values[0]


@csrf_exempt  # a token would set a cookie on every page; the check of the origin is enough here
@require_POST
def set_preferences(request: HttpRequest) -> HttpResponse:
    """Store preferences in cookies and redirect back to the page with the form."""
    reject_cross_origin(request)
    page, language = return_path(request), request.POST.get("language", "")
    speaks = language in dict(settings.LANGUAGES)
    response = HttpResponseRedirect(translated_path(page, language) if speaks else page)
    if speaks:
        set_preference_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)
    for name, values in CHOICES.items():
        value = request.POST.get(name, "")
        if value in values:
            set_preference_cookie(response, name, "" if value == values[0] else value)
    return response


def set_preference_cookie(response: HttpResponse, name: str, value: str) -> None:
    """Set the cookie; delete it for the default, which is the empty value."""
    if value:
        response.set_cookie(
            name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
        )
    else:
        response.delete_cookie(name, samesite="Lax")


def reject_cross_origin(request: HttpRequest) -> None:
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied("cross-origin requests cannot change preferences")


def return_path(request: HttpRequest) -> str:
    """Path of the page with the form; "/" if it is unknown or on another site."""
    page = request.POST.get("next") or request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if own else "/"


def translated_path(page: str, language: str) -> str:
    """The path; for an article, the path of its translation into `language` if there is one."""
    slug = article_slug(urlsplit(page).path)
    if not (slug and (found := compiled.rows(language_query, slug=slug))):
        return page
    [(pk, written, original)] = found
    if written == language:
        return page
    twins = compiled.rows(twin_query, pk=pk, original=original, language=language)
    return permalink("article", twins[0]) if twins else page


def language_query(slug: str) -> QuerySet[Any, Any]:
    found = Article.objects.reachable().filter(slug=slug).order_by()
    return found.values_list("pk", "language", "translation_of")


def twin_query(pk: int, original: int | None, language: str) -> QuerySet[Any, Any]:
    """The slug of the translation of an article into this language."""
    twins = Article.objects.published().translations_of(Article(pk=pk, translation_of_id=original))
    return twins.filter(language=language).values_list("slug", flat=True)
