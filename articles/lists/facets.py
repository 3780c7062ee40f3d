"""Facets: the topics, tags, years and languages by which a list can be narrowed, with counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.months import MonthNumber
from articles.filters import MAX_TAGS, Filters
from articles.languages import WRITTEN
from articles.lists import taxonomies
from articles.lists.pagination import compiled_rows
from articles.lists.scopes import Scope
from articles.models import Article, Category, Tag, TaggedArticle
from articles.models.querysets import NEWEST_FIRST, ArticleQuerySet

# Facets are counted among this many of the newest articles, so that they cost the same for a list
# of any length. A longer list shows its facets without counts.
SAMPLE = 2000
MOST_VALUES = 24  # of one kind
LANGUAGES = dict(WRITTEN)
KINDS = ("tag", "topic", "year", "language")
FACET_NAMES = {
    "topic": _("Filter by topic"),
    "tag": _("Filter by tag"),
    "year": _("Filter by year"),
    "language": _("Filter by language"),
}

Rows = QuerySet[Any, Any]


class FacetCount(NamedTuple):
    """`total` articles of the sample have the value; 0 if only its label was asked for."""

    kind: str
    value: str
    label: str
    total: int


def facet_counts(scope: Scope, filters: Filters, language: str) -> list[FacetCount]:
    """The facets of a list, and the labels of its filters, in one query."""
    if filters or not scope.is_compiled:
        queries = [*label_queries(filters), *count_queries(scope, filters, language)]
        rows = list(queries[0].union(*queries[1:], all=True)) if queries else []
    else:  # the compiled SQL contains the present year
        rows = compiled_rows(scope, unfiltered_query, language, timezone.localtime().year)
    counts = (FacetCount(*row) for row in rows)
    return [each._replace(label=LANGUAGES.get(each.value, each.label)) for each in counts]


def unfiltered_query(scope: Scope, language: str, _year: int) -> Rows:
    first, *rest = count_queries(scope, Filters(), language)
    return first.union(*rest, all=True)


def filter_labels(filters: Filters) -> dict[tuple[str, str], str]:
    """The names of the topic and the tags of the filters, by kind and slug."""
    queries = list(label_queries(filters))
    rows = queries[0].union(*queries[1:], all=True) if queries else []
    return {(kind, value): label for kind, value, label, _total in rows}


def label_queries(filters: Filters) -> Iterator[Rows]:
    if filters.topic:
        topics = Category.objects.filter(slug=filters.topic)
        yield facet_rows(topics, "topic", "slug", "name", Value(0))
    if filters.tags:
        tags = Tag.objects.filter(slug__in=filters.tags)
        yield facet_rows(tags, "tag", "slug", "name", Value(0))


def count_queries(scope: Scope, filters: Filters, language: str) -> Iterator[Rows]:
    """One query for each kind by which the list can be narrowed further."""
    ids = taxonomies.ids_of(filters)
    sample = newest(scope.articles.listed_top(filters, language, ids))
    articles = Article.objects.filter(pk__in=sample)
    uses = TaggedArticle.objects.filter(content_object__in=sample)
    count = Count("pk")
    if not (filters.topic or scope.value_of("topic")):
        in_topics = articles.filter(category__isnull=False)
        yield facet_rows(in_topics, "topic", "category__slug", "category__name", count)
    if len(filters.tags) < MAX_TAGS:
        others = uses.exclude(tag__slug__in=[*filters.tags, scope.value_of("tag")])
        yield facet_rows(others, "tag", "tag__slug", "tag__name", count)
    if not (filters.year or scope.leads_through_years):
        dated = articles.annotate(in_year=MonthNumber("published_at") / 12)
        yield facet_rows(dated, "year", "in_year", "in_year", count)
    if not filters.language:
        # Counts every translation, also those that the list shows in another language.
        written = Article.objects.filter(pk__in=newest(scope.articles.matching(filters, ids)))
        yield facet_rows(written, "language", "language", "language", count)


def newest(articles: ArticleQuerySet) -> Rows:
    return articles.order_by(*NEWEST_FIRST).values("pk")[:SAMPLE]


def facet_rows(rows: Rows, kind: str, value: str, label: str, total: Any) -> Rows:
    """Rows of FacetCount with the same column types, so that a UNION can join them."""
    columns = {"kind": Value(kind, CharField()), "value": as_text(value), "label": as_text(label)}
    grouped = rows.order_by().annotate(**columns).values(*columns)
    return grouped.annotate(total=total).values_list(*columns, "total")


def as_text(column: str) -> Cast:
    return Cast(F(column), CharField())


def offered_facets(counts: list[FacetCount], total: int) -> dict[str, list[FacetCount]]:
    """The values that narrow a list of `total` articles, by kind: the most used first."""
    sampled = min(total, SAMPLE)
    kinds: dict[str, list[FacetCount]] = {kind: [] for kind in KINDS}
    for each in most_used_first(counts):
        if each.total < sampled or each.kind == "language":
            kinds[each.kind].append(each)
    kinds["year"].sort(key=lambda each: each.value, reverse=True)
    if len(kinds["language"]) == 1:
        del kinds["language"]
    return {kind: values[:MOST_VALUES] for kind, values in kinds.items() if values}


def most_used_first(counts: list[FacetCount]) -> list[FacetCount]:
    used = (each for each in counts if each.total)
    return sorted(used, key=lambda each: (-each.total, each.label))
