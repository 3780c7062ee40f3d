"""The overview of topics: of each how many articles it has, when, its strip and the newest."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import NamedTuple, cast

from django.db.models import Count, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from articles.cache import memory
from articles.db.months import MonthNumber
from articles.graphics.joined_strips import joined_strip_svg, scales
from articles.lists import taxonomies
from articles.lists.list_strip import MOST_ARTICLES, strip_label
from articles.models import Article, Category
from articles.models.querysets import NEWEST_FIRST, ArticleQuerySet

MOST_NEWEST = 3  # titles
MOST_YEARS = 4
SMALL = 0.4
LONG_AGO = datetime(1000, 1, 1, tzinfo=UTC)


class YearTotal(NamedTuple):
    year: int
    total: int


class ReadingTotals(NamedTuple):
    """`displays` are displayed formulas."""

    minutes: int
    code_blocks: int
    displays: int


class TopicOverview(NamedTuple):
    """`years` are the newest of several, else none. `reading` is None if the strip draws only the
    newest of its articles. `small_strip` is the same at SMALL of its size."""

    topic: Category
    total: int
    years: list[YearTotal]
    newest: list[Article]
    reading: ReadingTotals | None
    strip: SafeString
    small_strip: SafeString


def topic_overviews(language: str, only: str = "") -> list[TopicOverview]:
    """In the order of topics. Of translations, those for a reader of the language count.

    `only` is a language: articles in others do not count.
    """
    return cast(
        list[TopicOverview],
        memory.cached(
            ("topic overviews", language, only), lambda: fetch_topic_overviews(language, only)
        ),
    )


def fetch_topic_overviews(language: str, only: str) -> list[TopicOverview]:
    among = taxonomies.topics(only)
    years = years_of_topics(among, language, only)
    topics = [topic for topic in among if topic.pk in years]
    articles = articles_of_topics(topics, language, only)
    times = scales([[each.strip for each in some] for some in articles.values()])
    return [
        overview(topic, years[topic.pk], articles[topic.pk], each)
        for topic, each in zip(topics, times, strict=True)
    ]


def years_of_topics(topics: list[Category], language: str, only: str) -> dict[int, list[YearTotal]]:
    """By the id of the topic, the newest year first."""
    listed = Article.objects.published().listed_in(language, only=only)
    rows = (
        listed.filter(category__in=[topic.pk for topic in topics])
        .order_by()
        .values("category_id", year=MonthNumber("published_at") / 12)
        .annotate(total=Count("pk"))
        .order_by("-year")
    )
    found = defaultdict(list)
    for row in rows:
        found[row["category_id"]].append(YearTotal(row["year"], row["total"]))
    return found


def articles_of_topics(
    topics: list[Category], language: str, only: str
) -> dict[int, list[Article]]:
    """The newest MOST_ARTICLES of each topic, oldest first, in one query."""
    found: dict[int, list[Article]] = {topic.pk: [] for topic in topics}
    if topics:
        written = Article.objects.published().written_in(only)
        among = reduce(or_, (newest_of(topic, written) for topic in topics))
        listed = written.filter(among).dedupe_translations(language)
        shown = ("title", "slug", "language", "published_at", "counts", "strip", "category_id")
        for article in listed.order_by(*NEWEST_FIRST).only(*shown):
            if article.category_id:
                found[article.category_id].append(article)
    return {topic: few[MOST_ARTICLES - 1 :: -1] for topic, few in found.items()}


def newest_of(topic: Category, articles: ArticleQuerySet) -> Q:
    """Published since the date of the MOST_ARTICLES-th newest of the topic."""
    dates = articles.filter(category=topic.pk).order_by(*NEWEST_FIRST)
    since = Subquery(dates.values("published_at")[MOST_ARTICLES - 1 : MOST_ARTICLES])
    return Q(category=topic.pk, published_at__gte=Coalesce(since, Value(LONG_AGO)))


def overview(
    topic: Category, years: list[YearTotal], articles: list[Article], times: int
) -> TopicOverview:
    total = sum(year.total for year in years)
    label, strips = strip_label(topic.name, total), [each.strip for each in articles]
    return TopicOverview(
        topic,
        total,
        years[:MOST_YEARS] if len(years) > 1 else [],
        articles[: -MOST_NEWEST - 1 : -1],
        reading_totals(articles) if total <= len(articles) else None,
        mark_safe(joined_strip_svg(strips, times, label)),
        mark_safe(joined_strip_svg(strips, times, label, SMALL)),
    )


def reading_totals(articles: list[Article]) -> ReadingTotals:
    return ReadingTotals(
        *(
            sum(each.counts.get(name, least) for each in articles)
            for name, least in (("minutes", 1), ("code_blocks", 0), ("displays", 0))
        )
    )
