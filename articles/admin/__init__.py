"""The author's side: Django's admin, dressed with Unfold."""

from articles.admin import articles, pages, people, series, tags, topics

__all__ = ["articles", "pages", "people", "series", "tags", "topics"]
