"""What readers choose for themselves, kept in cookies: colours, and the language of the pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

THEME = "theme"
THEMES = ("light", "auto", "dark")
A_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(THEME, "")
    return chosen if chosen in THEMES else "auto"


@csrf_exempt  # a token would be a cookie on every page; the origin says enough for a colour
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a choice, and go back to where it was made."""
    refuse_other_sites(request)
    response = HttpResponseRedirect(origin_page(request))
    if (theme := request.POST.get("theme")) in THEMES:
        keep(response, THEME, theme)
    if (language := request.POST.get("language")) in dict(settings.LANGUAGES):
        keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)


def refuse_other_sites(request: HttpRequest) -> None:
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied("only a page of this site may choose for its reader")


def origin_page(request: HttpRequest) -> str:
    """The page that the form stands on; the home page where it is unknown or another site's."""
    page = request.POST.get("next") or request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if own else "/"
