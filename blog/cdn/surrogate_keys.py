"""Names of pages for a cache in front, so that it can forget just some (docs/performance.md)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

EVERYTHING = "site"
SEVERAL = "lists"  # whatever shows several articles
OF_AN_ARTICLE = frozenset({"article", "markdown", "article_card"})
OF_ONE_THING = frozenset({"topic", "tag", "series", "author"})
# The others that show several, with the key of their own.
LISTS = {
    **dict.fromkeys(("home", "home_page", "atom", "rss"), "home"),
    **dict.fromkeys(("archive", "archive_year", "archive_month", "year", "month"), "archive"),
    **dict.fromkeys(("topics", "tags", "all_series"), "overviews"),
    **dict.fromkeys(("sitemap", "sitemap_section"), "sitemap"),
}


def name(request: HttpRequest, response: HttpResponse) -> None:
    """As Fastly and Varnish read it, and as Cloudflare does."""
    match = request.resolver_match
    keys = list(keys_of(match.url_name or "", match.kwargs) if match else [EVERYTHING])
    response.headers["Surrogate-Key"] = " ".join(keys)
    response.headers["Cache-Tag"] = ",".join(keys)


def keys_of(address: str, parts: dict[str, Any]) -> Iterator[str]:
    """Of an address, by its name, and its parts; the key of one thing is made of its slug.

    There is no space and no comma in any: what is not ASCII is quoted as in addresses.
    """
    yield EVERYTHING
    name = address.removesuffix("_atom").removesuffix("_rss")
    slug = quote(str(next(iter(parts.values()), "")))
    if name in OF_AN_ARTICLE:
        yield f"article:{slug}"
    elif name == "page":
        yield f"page:{slug}"
    elif name in OF_ONE_THING:
        yield from (SEVERAL, f"{name}:{slug}")
    elif name in LISTS:
        yield from (SEVERAL, LISTS[name])
