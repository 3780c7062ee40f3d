"""The admin: Django's, with the theme Unfold."""

from articles.admin import articles, pages, people, series, tags, topics

__all__ = ["articles", "pages", "people", "series", "tags", "topics"]
