"""The admin: Django's, with the theme Unfold."""

from articles.admin import (
    articles,
    files,
    missed_paths,
    pages,
    people,
    redirects,
    series,
    tags,
    topics,
)

__all__ = [
    "articles",
    "files",
    "missed_paths",
    "pages",
    "people",
    "redirects",
    "series",
    "tags",
    "topics",
]
