"""URLs: cached paths of topics and tags, and absolute URLs."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

CACHE_SIZE = 1000


def permalink(name: str, slug: str) -> str:
    """Path of the named URL pattern for this slug.

    Cached, because a page links to the same topics and tags many times, and reverse() takes as long
    as twenty cache lookups.
    """
    return cached_reverse(get_script_prefix(), name, slug)


@lru_cache(maxsize=CACHE_SIZE)
def cached_reverse(_prefix: str, name: str, slug: str) -> str:
    return reverse(name, args=[slug])


def absolute_url(request: HttpRequest, path: str) -> str:
    """The path on LONGWAVE_URL, or on the host of the request if that is not set."""
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)
