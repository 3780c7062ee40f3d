"""Scopes: every list that has an address, which articles it holds, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.filters import month_span, year_span
from articles.lists import taxonomies
from articles.models import Article, Category, Series, Tag, User
from articles.models.querysets import ArticleQuerySet

PHRASES = {
    "topic": _("in “%(name)s”"),
    "tag": _("tagged %(name)s"),
    "author": _("by %(name)s"),
    "series": _("of the series “%(name)s”"),
    "year": _("of the year %(name)s"),
    "month": _("of %(name)s"),
    "language": _("written in %(name)s"),
    "search": _("with the words “%(name)s”"),
}


class Condition(NamedTuple):
    """One thing that narrows a list. The kinds are those of PHRASES."""

    kind: str
    value: str
    label: str


Restrict = Callable[[ArticleQuerySet, Any], ArticleQuerySet]


@dataclass(frozen=True)
class Scope:
    """The published articles that `restrict(articles, by)` leaves, under one address.

    If `is_compiled`, the SQL is built once for all scopes with the same `restrict`. `by` must then
    be a value that `articles.db.compiled` accepts. With a `language`, articles in others are left
    out.
    """

    restrict: Restrict
    by: Any
    address: str
    condition: Condition | None = None
    feeds_below: str = ""
    leads_through_years: bool = False
    is_compiled: bool = True
    language: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Scopes with equal keys hold the same articles."""
        return self.address, self.language

    @property
    def articles(self) -> ArticleQuerySet:
        return self.restrict(Article.objects.published(), self.by)

    def value_of(self, kind: str) -> str:
        """The slug, year or name of this kind that the address contains; '' if it has none."""
        here = self.condition
        return here.value if here and here.kind == kind else ""

    def feed(self, name: str) -> str:
        """The address of its feed.xml or rss.xml."""
        return (self.feeds_below or self.address) + name


# Restrictions. They are functions of the module so that equal scopes share compiled queries.


def unrestricted(articles: ArticleQuerySet, _nothing: None) -> ArticleQuerySet:
    return articles


def in_topic(articles: ArticleQuerySet, topic: int) -> ArticleQuerySet:
    return articles.filter(category=topic)


def by_author(articles: ArticleQuerySet, author: int) -> ArticleQuerySet:
    return articles.filter(author=author)


def of_series(articles: ArticleQuerySet, series: int) -> ArticleQuerySet:
    return articles.filter(series=series)


def within_span(articles: ArticleQuerySet, span: tuple[datetime, datetime]) -> ArticleQuerySet:
    return articles.between(*span)


# Scopes


def home() -> Scope:
    return Scope(unrestricted, None, reverse("home"))


def topic(topic: Category) -> Scope:
    condition = Condition("topic", topic.slug, topic.name)
    return Scope(in_topic, topic.pk, topic.get_absolute_url(), condition)


def tag(tag: Tag) -> Scope:
    restrict = (
        ArticleQuerySet.tagged_exists if taxonomies.is_common(tag) else ArticleQuerySet.tagged
    )
    condition = Condition("tag", tag.slug, tag.name)
    return Scope(restrict, tag.pk, tag.get_absolute_url(), condition)


def author(author: User) -> Scope:
    condition = Condition("author", author.slug, author.byline)
    return Scope(by_author, author.pk, author.get_absolute_url(), condition)


def series(series: Series) -> Scope:
    condition = Condition("series", series.slug, series.name)
    return Scope(of_series, series.pk, series.get_absolute_url(), condition)


def in_one_language(scope: Scope, language: str) -> Scope:
    """The same list with only what is written in the language, in any of its scripts."""

    def restrict(articles: ArticleQuerySet, by: Any) -> ArticleQuerySet:
        return scope.restrict(articles, by).written_in(language)

    return replace(scope, restrict=restrict, is_compiled=False, language=language)


def archive() -> Scope:
    """All articles. The feed of the archive is that of the site."""
    address, feeds = reverse("archive"), reverse("home")
    return Scope(unrestricted, None, address, feeds_below=feeds, leads_through_years=True)


def year(year: int) -> Scope:
    condition = Condition("year", str(year), str(year))
    return span_scope(year_span(year), reverse("archive_year", args=[year]), condition)


def month(year: int, month: int) -> Scope:
    label = date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    condition = Condition("month", f"{year}-{month:02d}", label)
    address = reverse("archive_month", args=[year, month])
    return span_scope(month_span(year, month), address, condition)


def span_scope(span: tuple[datetime, datetime], address: str, condition: Condition) -> Scope:
    return Scope(within_span, span, address, condition, leads_through_years=True, is_compiled=False)


# Names


def list_sentence(conditions: list[Condition], total: int) -> str:
    """3 articles in “NLP” tagged “transformer” of the year 2026; '' without conditions."""
    if not conditions:
        return ""
    which = pgettext("between two conditions", " ").join(condition_phrases(conditions))
    words = ngettext("%(n)d article %(which)s", "%(n)d articles %(which)s", total)
    return words % {"n": total, "which": which}


def condition_phrases(conditions: list[Condition]) -> Iterable[str]:
    """One phrase a kind: all tags share one."""
    for kind, phrase in PHRASES.items():
        labels = [each.label for each in conditions if each.kind == kind]
        if kind == "tag":
            labels = [gettext("“%(name)s”") % {"name": label} for label in labels]
        if labels:
            yield phrase % {"name": pgettext("between two tags", " and ").join(labels)}


def list_name(conditions: list[Condition]) -> str:
    """NLP · #transformer · 2026; '' without conditions."""
    return " · ".join(f"#{each.label}" if each.kind == "tag" else each.label for each in conditions)
