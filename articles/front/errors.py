"""Error pages 404, 410 and 413."""

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
        return render(request, "413.html", status=413)
    return defaults.bad_request(request, exception)


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    context = {"topics": taxonomies.topics(only_language(request))}
    return render(request, f"{status}.html", context, status=status)
