"""The lists that have an address: what each holds, and what its address says of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format

from articles import totals
from articles.filters import month_span, year_span
from articles.models import Article, Category, Series, Tag, User
from articles.querysets import ArticleQuerySet


class Condition(NamedTuple):
    """Of what `kind`: topic, tag, author, series, year, month, language, search."""

    kind: str
    value: str
    label: str


@dataclass(frozen=True)
class Place:
    articles: ArticleQuerySet
    address: str
    condition: Condition | None = None
    feeds_below: str = ""
    leads_through_years: bool = False

    def value_of(self, kind: str) -> str:
        """What the address alone says of that kind."""
        here = self.condition
        return here.value if here and here.kind == kind else ""

    def feed(self, name: str) -> str:
        """The address of its feed.xml or rss.xml."""
        return (self.feeds_below or self.address) + name


def everything() -> Place:
    return Place(Article.objects.published(), reverse("home"))


def topic(topic: Category) -> Place:
    articles = Article.objects.published().filter(category=topic)
    return Place(articles, topic.get_absolute_url(), Condition("topic", topic.slug, topic.name))


def tag(tag: Tag) -> Place:
    published = Article.objects.published()
    often = totals.is_common(tag)
    articles = published.often_tagged(tag.pk) if often else published.tagged(tag.pk)
    return Place(articles, tag.get_absolute_url(), Condition("tag", tag.slug, tag.name))


def author(author: User) -> Place:
    condition = Condition("author", author.username, author.byline)
    return Place(Article.objects.published().by(author), author.get_absolute_url(), condition)


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
