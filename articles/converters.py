"""Path converters for URL patterns, and the slug in a path."""

from urllib.parse import unquote

from django.urls import Resolver404, resolve
from django.urls.converters import IntConverter, StringConverter


class SlugConverter(StringConverter):
    """A slug in any script, or a user name: letters, digits and the signs `_ . @ + -`."""

    regex = r"[\w.@+-]+"


class YearConverter(IntConverter):
    """Years from 1000 to 9998, so that a year and the next one are valid dates."""

    regex = "(?!9999)[1-9][0-9]{3}"


class MonthConverter(IntConverter):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02d}"


class DigestConverter(StringConverter):
    """The name of a picture of a formula or a diagram, a digest."""

    regex = "[0-9a-f]{32}"


def article_slug(path: str) -> str:
    """The slug in the path of an article; '' for any other path."""
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return ""
    return str(match.kwargs["slug"]) if match.url_name == "article" else ""
