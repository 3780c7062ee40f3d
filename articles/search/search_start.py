"""What an empty search page shows: words to search for, topics, and the newest articles.

Nobody's searches are stored: the words are the tags that name most of what the articles are about.
"""

from typing import NamedTuple, cast
from urllib.parse import quote_plus

from django.urls import reverse

from articles.cache import memory
from articles.lists import facets, taxonomies
from articles.lists.topic_overview import TopicOverview, topic_overviews
from articles.models import Article
from articles.models.querysets import NEWEST_FIRST

MOST_WORDS = 10
MOST_CANDIDATES = 200  # the most used tags, that are looked for in titles
MOST_RECENT = 5


class PopularWord(NamedTuple):
    word: str
    address: str


class SearchStart(NamedTuple):
    words: list[PopularWord]
    topics: list[TopicOverview]
    recent: list[Article]


def search_start(language: str) -> SearchStart:
    return SearchStart(popular_words(), topic_overviews(language), recent_articles(language))


def popular_words() -> list[PopularWord]:
    """Tags, by the number of articles that have them or name them in the title."""
    words = memory.cached("popular words", fetch_popular_words)
    search = reverse("search")
    return [PopularWord(word, f"{search}?q={quote_plus(as_query(word))}") for word in words]


def as_query(word: str) -> str:
    """The words of a tag belong together."""
    return f'"{word}"' if " " in word else word


def fetch_popular_words() -> list[str]:
    newest = facets.newest(Article.objects.published())
    titles = Article.objects.filter(pk__in=newest).order_by().values_list("title", flat=True)
    text = "\n".join(titles).casefold()
    tags = sorted(taxonomies.tags(), key=lambda tag: (-tag.total, tag.name))[:MOST_CANDIDATES]
    number = {tag.name: tag.total + text.count(tag.name.casefold()) for tag in tags}
    return sorted(number, key=lambda name: -number[name])[:MOST_WORDS]


def recent_articles(language: str) -> list[Article]:
    def fetch() -> list[Article]:
        listed = Article.objects.published().dedupe_translations_top(language)
        return list(listed.for_links().order_by(*NEWEST_FIRST)[:MOST_RECENT])

    return cast(list[Article], memory.cached(("recent articles", language), fetch))
