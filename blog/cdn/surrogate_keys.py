"""Surrogate keys: labels of pages, by which a CDN can purge some of them (docs/performance.md)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

SITE_KEY = "site"  # of all pages
LIST_KEY = "lists"  # of pages that list articles
# URL names:
ARTICLE_URLS = frozenset({"article", "markdown", "article_card"})
SCOPE_URLS = frozenset({"topic", "tag", "series", "author"})
# Other lists, with their second key.
LIST_URLS = {
    **dict.fromkeys(("home", "home_page", "atom", "rss"), "home"),
    **dict.fromkeys(("archive", "archive_year", "archive_month", "year", "month"), "archive"),
    **dict.fromkeys(("topics", "tags", "all_series"), "overviews"),
    **dict.fromkeys(("sitemap", "sitemap_section"), "sitemap"),
}


def set_surrogate_keys(request: HttpRequest, response: HttpResponse) -> None:
    """Set Surrogate-Key (Fastly, Varnish) and Cache-Tag (Cloudflare)."""
    match = request.resolver_match
    keys = list(surrogate_keys_of(match.url_name or "", match.kwargs) if match else [SITE_KEY])
    response.headers["Surrogate-Key"] = " ".join(keys)
    response.headers["Cache-Tag"] = ",".join(keys)


def surrogate_keys_of(url_name: str, kwargs: dict[str, Any]) -> Iterator[str]:
    """Yield the keys of a page by its URL name and its arguments.

    Keys have no spaces and no commas: slugs are percent-encoded.
    """
    yield SITE_KEY
    name = url_name.removesuffix("_atom").removesuffix("_rss")
    slug = quote(str(next(iter(kwargs.values()), "")))
    if name in ARTICLE_URLS:
        yield f"article:{slug}"
    elif name == "page":
        yield f"page:{slug}"
    elif name in SCOPE_URLS:
        yield from (LIST_KEY, f"{name}:{slug}")
    elif name in LIST_URLS:
        yield from (LIST_KEY, LIST_URLS[name])
