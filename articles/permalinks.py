"""Addresses: of topics and tags, known at once; absolute, of the configured site or the host."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

CACHE_SIZE = 1000


def permalink(name: str, slug: str) -> str:
    """Of the page of this name in `urls.py`. A page links to the same topics and tags many times,
    and reversing each takes as long as twenty look-ups."""
    return cached_reverse(get_script_prefix(), name, slug)


@lru_cache(maxsize=CACHE_SIZE)
def cached_reverse(_prefix: str, name: str, slug: str) -> str:
    return reverse(name, args=[slug])


def absolute_url(request: HttpRequest, path: str) -> str:
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)
