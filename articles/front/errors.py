"""Error pages 404, 410 and 413."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from articles.lists import taxonomies
from articles.preferences import only_language


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def gone(request: HttpRequest) -> HttpResponse:
    return error_page(request, 410)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_long_page(request)
    return defaults.bad_request(request, exception)


def too_long_page(request: HttpRequest) -> HttpResponse:
    """The text is too long, or all files of the form together."""
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    has_files = request.content_type == "multipart/form-data" and sent > settings.LONGEST_FORM
    context = {"has_files": has_files, "sent": sent, "most": settings.LONGEST_UPLOAD}
    return render(request, "413.html", context, status=413)


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    context = {"topics": taxonomies.topics(only_language(request))}
    return render(request, f"{status}.html", context, status=status)
