"""Views: search page, search results for the script, OpenSearch description."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from articles.filters import Filters
from articles.lists.listing import with_query
from articles.middleware import is_static, site_of
from articles.preferences import interface_language
from articles.search.rate_limit import rate_limited
from articles.search.results import SearchResults
from articles.search.search_start import search_start
from articles.theme_templates import render_page

A_DAY = 24 * 3600


@require_safe
@rate_limited
def search(request: HttpRequest) -> HttpResponse:
    name = "static_search.html" if is_static(request) else "search.html"
    return render_page(request, name, search_context(request))


@require_safe
@rate_limited
def search_results(request: HttpRequest) -> HttpResponse:
    """The part of the page below the field, for search.js."""
    response = render_page(request, "_search_results.html", search_context(request))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def search_context(request: HttpRequest) -> dict[str, Any]:
    filters = Filters.from_request(request)
    size = site_of(request).articles_per_page
    language = interface_language()
    shown = SimpleLazyObject(lambda: SearchResults.for_words(filters, language=language, size=size))
    cache_key = with_query(request.path, filters.query())
    start = SimpleLazyObject(lambda: search_start(language))
    return {"cache_key": cache_key, "listing": shown, "words": filters.words, "start": start}


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """OpenSearch description, which lets browsers add the blog as a search engine."""
    kind = "application/opensearchdescription+xml; charset=utf-8"
    response = render(request, "opensearch.xml", content_type=kind)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response
