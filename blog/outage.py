"""Responses while the database is unreachable: 503 with Retry-After, without a query."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views import defaults

from articles.preferences import chosen_preferences
from articles.unsaved import form_model, is_object_form, is_same_origin, sent_fields, wants_json
from blog.database import (
    DATABASE_GUARD,
    UNAVAILABLE,
    author_limits,
    is_database_failure,
    is_disk_full,
    is_replica,
    reader_limits,
)

RETRY_AFTER = 5  # seconds
FILES = (".xml", ".md", ".txt", ".png", ".ico", ".webmanifest")
LATER = gettext_noop("The site cannot save just now; go on writing. It will be saved by itself.")
FULL = gettext_noop(
    "The disk of the site is full, and who runs it must make room; go on writing. It will be saved "
    "by itself."
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database_outage(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer 503 while the database is unreachable, else limit the time of queries."""
    authors, uploads = (reverse("admin:index"), reverse("desk")), "/uploads/"

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        is_read = path.startswith(uploads) or is_replica(connections[DEFAULT_DB_ALIAS])
        is_out = DATABASE_GUARD.is_unreachable and not is_read
        if is_out or UNAVAILABLE in request.META:
            return service_unavailable(request)
        is_saving = request.method not in SAFE_METHODS
        is_reader = not (is_saving or path.startswith(authors))
        with reader_limits() if is_reader else author_limits(is_saving=is_saving):
            return get_response(request)

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: Django's page for an error, or 503 if the database failed or the disk is full."""
    error = sys.exc_info()[1]
    DATABASE_GUARD.note_failure(error)
    if is_disk_full(error) or is_database_failure(error):
        return service_unavailable(request, is_full=is_disk_full(error))
    return defaults.server_error(request)


def service_unavailable(request: HttpRequest, *, is_full: bool = False) -> HttpResponse:
    """The response 503, without a query: JSON for the scripts of the desk, text for files.

    `is_full`: the disk is the reason, which the site will not get over by itself.
    """
    response = unavailable_response(request, is_full)
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def unavailable_response(request: HttpRequest, is_full: bool) -> HttpResponse:
    # Without the request no context processor runs: one of them queries the site's settings.
    context: dict[str, Any] = {**chosen_preferences(request.COOKIES), "is_full": is_full}
    if request.method in SAFE_METHODS:
        if request.path_info == reverse("found"):
            return HttpResponse(render_to_string("_unavailable.html", context))
        if request.path_info.endswith(FILES):
            text = render_to_string("unavailable.txt", context)
            return HttpResponse(text, content_type="text/plain; charset=utf-8")
        return HttpResponse(render_to_string("503.html", context))
    if wants_json(request):
        return JsonResponse({"reason": "unavailable", "words": gettext(FULL if is_full else LATER)})
    context |= {"is_lost": True, **sent_text(request)}
    return HttpResponse(render_to_string("503.html", context))


def sent_text(request: HttpRequest) -> dict[str, Any]:
    """What a form of this site has sent, so that the page shows it and can send it again."""
    try:
        if is_object_form(request) and is_same_origin(request):
            hidden, texts = sent_fields(request, form_model(request), keep_buttons=True)
            shown = {"hidden": hidden, "texts": texts, "address": request.get_full_path()}
            return {**shown, "has_files": bool(request.FILES)}
    except (RequestDataTooBig, UnreadablePostError, MultiPartParserError):
        pass  # a body that was not received
    return {}
