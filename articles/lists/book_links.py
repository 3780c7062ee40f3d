"""Which lists readers can take along as a book: those that are short enough to be made for them."""

from django.urls import reverse

from articles.models import Category, Series

MOST_ARTICLES = 60


def book_link(thing: Category | Series, total: int) -> str:
    """The address of the book of a topic or a series; '' if it has no or too many articles."""
    return reverse(f"{thing.KIND}_book", args=[thing.slug]) if 0 < total <= MOST_ARTICLES else ""
