"""The lists that have an address: what each holds, and what its address says of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format

from articles.filters import month_span, year_span
from articles.lazy import lazy
from articles.lists import taxonomies
from articles.models import Article, Category, Series, Tag, User
from articles.models.querysets import ArticleQuerySet


class Condition(NamedTuple):
    """Of what `kind`: topic, tag, author, series, year, month, language, search."""

    kind: str
    value: str
    label: str


Narrow = Callable[[ArticleQuerySet, Any], ArticleQuerySet]


@dataclass(frozen=True)
class Place:
    """`narrow` and `by` say which published articles it holds, where queries can be prepared."""

    articles: ArticleQuerySet
    address: str
    condition: Condition | None = None
    feeds_below: str = ""
    leads_through_years: bool = False
    narrow: Narrow | None = None
    by: Any = None

    def value_of(self, kind: str) -> str:
        """What the address alone says of that kind."""
        here = self.condition
        return here.value if here and here.kind == kind else ""

    def feed(self, name: str) -> str:
        """The address of its feed.xml or rss.xml."""
        return (self.feeds_below or self.address) + name


def narrowed(
    narrow: Narrow, by: Any, address: str = "", condition: Condition | None = None
) -> Place:
    articles = lazy(lambda: narrow(Article.objects.published(), by))
    return Place(articles, address, condition, narrow=narrow, by=by)


def everything() -> Place:
    return narrowed(as_they_are, None, reverse("home"))


def as_they_are(articles: ArticleQuerySet, _nothing: None) -> ArticleQuerySet:
    return articles


def topic(topic: Category) -> Place:
    condition = Condition("topic", topic.slug, topic.name)
    return narrowed(in_category, topic.pk, topic.get_absolute_url(), condition)


def in_category(articles: ArticleQuerySet, topic: int) -> ArticleQuerySet:
    return articles.filter(category=topic)


def tag(tag: Tag) -> Place:
    narrow = ArticleQuerySet.tagged_exists if taxonomies.is_common(tag) else ArticleQuerySet.tagged
    condition = Condition("tag", tag.slug, tag.name)
    return narrowed(narrow, tag.pk, tag.get_absolute_url(), condition)


def author(author: User) -> Place:
    condition = Condition("author", author.username, author.byline)
    return narrowed(by_author, author.pk, author.get_absolute_url(), condition)


def by_author(articles: ArticleQuerySet, author: int) -> ArticleQuerySet:
    return articles.filter(author=author)


def series(series: Series) -> Place:
    articles = Article.objects.published().filter(series=series)
    condition = Condition("series", series.slug, series.name)
    return Place(articles, series.get_absolute_url(), condition)


def archive() -> Place:
    """Everything again: its feed is the site's."""
    return Place(
        Article.objects.published(),
        reverse("archive"),
        feeds_below=reverse("home"),
        leads_through_years=True,
    )


def year(year: int) -> Place:
    articles = Article.objects.published().between(*year_span(year))
    condition = Condition("year", str(year), str(year))
    address = reverse("archive_year", args=[year])
    return Place(articles, address, condition, leads_through_years=True)


def month(year: int, month: int) -> Place:
    articles = Article.objects.published().between(*month_span(year, month))
    label = date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    condition = Condition("month", f"{year}-{month:02d}", label)
    address = reverse("archive_month", args=[year, month])
    return Place(articles, address, condition, leads_through_years=True)
