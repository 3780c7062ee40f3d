"""Error pages 404 and 410."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.lists import taxonomies


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def gone(request: HttpRequest) -> HttpResponse:
    return error_page(request, 410)


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    context = {"topics": taxonomies.topics()}
    return render(request, f"{status}.html", context, status=status)
