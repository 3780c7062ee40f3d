"""Topics, tags, series and authors: all of a kind with counts, one by its slug, ids of filters.

Everything here is cached until something visible changes.
"""

from typing import Any, TypeVar

from django.db.models import Count, Model, QuerySet, Value

from articles.cache import memory
from articles.db import compiled
from articles.filters import Filters
from articles.models import Article, Category, Series, Tag, User

Object = TypeVar("Object", bound=Model)

COMMON = 2000  # articles; a tag that has more is common


def topics(only: str = "") -> list[Category]:
    """The topics with published articles, each with their number as `total`.

    They are in the order of their positions; those with equal positions by number, then by name.
    `only` is a language: articles in others do not count.
    """
    key = ("topics", only) if only else "topics"
    found: list[Category] = memory.cached(key, lambda: fetch_topics(only))
    return found


def fetch_topics(only: str) -> list[Category]:
    topics: list[Any] = compiled.rows(Category.objects.with_articles)
    if only:
        articles = Article.objects.published().listed_in(only, only=only).order_by()
        totals = dict(articles.values_list("category").annotate(Count("pk")))
        topics = [topic for topic in topics if topic.pk in totals]
        for topic in topics:
            topic.total = totals[topic.pk]
    return sorted(topics, key=lambda topic: (topic.position, -topic.total))


def tags() -> list[Tag]:
    """The tags with published articles, each with their number as `total`."""
    found: list[Tag] = memory.cached("tags", Tag.objects.with_articles)
    return found


def all_series() -> list[Series]:
    """The series with published articles, each with their number as `total`."""
    found: list[Series] = memory.cached(
        "series", lambda: compiled.rows(Series.objects.with_articles)
    )
    return found


def ids_of(filters: Filters) -> tuple[int, list[int]]:
    """The ids of the topic and of the tags of the filters; 0 for what does not exist."""
    topic, tags = filters.topic, filters.tags
    if not (topic or tags):
        return 0, []
    known: dict[tuple[str, str], int] = memory.cached(
        ("ids", topic, tags), lambda: fetch_ids(topic, tags)
    )
    return known.get(("topic", topic), 0), [known.get(("tag", tag), 0) for tag in tags]


def fetch_ids(topic: str, tags: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """The ids by kind and slug, in one query."""
    topics = Category.objects.filter(slug=topic).order_by().annotate(kind=Value("topic"))
    tag_rows = Tag.objects.filter(slug__in=tags).order_by().annotate(kind=Value("tag"))
    columns = ("kind", "slug", "pk")
    rows = topics.values_list(*columns).union(tag_rows.values_list(*columns), all=True)
    return {(kind, slug): pk for kind, slug, pk in rows}


def topic_by_slug(slug: str) -> Category | None:
    known = (each for each in topics() if each.slug == slug)
    return next(known, None) or Category.objects.filter(slug=slug).first()


def tag_by_slug(slug: str) -> Tag | None:
    return first_cached("tag", slug, Tag.objects.filter(slug=slug))


def series_by_slug(slug: str) -> Series | None:
    return first_cached("series", slug, Series.objects.filter(slug=slug))


def author_by_slug(slug: str) -> User | None:
    """An author who has published something, and shows the name."""
    return first_cached("author", slug, User.objects.with_articles().filter(slug=slug))


def author_address(article: Article) -> str:
    """The page of the author; '' if there is none: no name that is shown, no listed article."""
    author = article.author
    is_listed = article.status == Article.Status.PUBLISHED and article.is_public()
    has_page = author.byline and (is_listed or author_by_slug(author.slug))
    return author.get_absolute_url() if has_page else ""


def first_cached(kind: str, name: str, objects: QuerySet[Object]) -> Object | None:
    found: list[Object] = memory.cached((kind, name), lambda: list(objects[:1]))
    return found[0] if found else None


def is_common(tag: Tag) -> bool:
    """Whether COMMON articles or more have the tag: `tagged_exists()` is faster for these."""
    uses = memory.cached(("uses", tag.pk), lambda: tag.uses.order_by()[:COMMON].count())
    return bool(uses == COMMON)
