"""Responses while the database is unreachable: 503 with Retry-After, without a query."""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views import defaults

from articles.preferences import chosen_preferences
from blog.database import DATABASE_GUARD, author_limits, is_database_failure, reader_limits

RETRY_AFTER = 5  # seconds
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database_outage(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer 503 while the database is unreachable, else limit the time of queries."""
    authors, uploads = (reverse("admin:index"), reverse("desk")), "/uploads/"

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if DATABASE_GUARD.is_unreachable and not path.startswith(uploads):
            return service_unavailable(request)
        is_reader = request.method in SAFE_METHODS and not path.startswith(authors)
        with reader_limits() if is_reader else author_limits():
            return get_response(request)

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: Django's page for an error, or 503 if the database failed."""
    if is_database_failure(sys.exc_info()[1]):
        return service_unavailable(request)
    return defaults.server_error(request)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    context = {
        **chosen_preferences(request.COOKIES),
        "is_lost": request.method not in SAFE_METHODS,
    }
    if request.path_info == reverse("found"):
        response = HttpResponse(render_to_string("_unavailable.html", context))
    elif request.path_info.endswith((".xml", ".md", ".txt", ".png", ".ico", ".webmanifest")):
        text = render_to_string("unavailable.txt", context)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    else:
        # Without the request no context processor runs: one of them queries the site's settings.
        response = HttpResponse(render_to_string("503.html", context))
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response
