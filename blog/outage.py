"""What is answered while the database is away: when to come again, without asking it."""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views import defaults

from articles.preferences import chosen
from blog.database import GUARD, for_author, for_reader, is_failure

SECONDS = 5  # until somebody may come again
READS = frozenset({"GET", "HEAD", "OPTIONS"})


def at_once(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer by 503 while the database is away; else let nobody wait for it for long."""
    admin, uploads = reverse("admin:index"), "/uploads/"

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if GUARD.is_away and not path.startswith(uploads):
            return unavailable(request)
        is_reader = request.method in READS and not path.startswith(admin)
        with for_reader() if is_reader else for_author():
            return get_response(request)

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's page for a fault of ours; where the database failed, ours for that."""
    if is_failure(sys.exc_info()[1]):
        return unavailable(request)
    return defaults.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    context = {"theme": chosen(request)["theme"], "is_lost": request.method not in READS}
    if request.path_info == reverse("found"):
        response = HttpResponse(render_to_string("_unavailable.html", context))
    elif request.path_info.endswith((".xml", ".md", ".txt", ".png", ".ico", ".webmanifest")):
        text = render_to_string("unavailable.txt", context)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    else:
        # Without the request no processor of the context asks for the settings of the site.
        response = HttpResponse(render_to_string("503.html", context))
    response.status_code = 503
    response.headers["Retry-After"] = str(SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
