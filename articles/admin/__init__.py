"""The admin: Django's, with the theme Unfold."""

from articles.admin import articles, files, pages, people, series, tags, topics

__all__ = ["articles", "files", "pages", "people", "series", "tags", "topics"]
