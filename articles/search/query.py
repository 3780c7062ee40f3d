"""Search in published articles: words and filters of the query string to ranked article ids."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, cast

from django.db import connection
from django.db.models import BooleanField, Func, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from articles.cache import memory
from articles.filters import Filters
from articles.lists import taxonomies
from articles.lists.scopes import Condition, Scope
from articles.models import Article
from articles.models.querysets import ArticleQuerySet
from articles.publishing.indexing import backend
from fulltext.index import MOST, SearchHits, SearchRequest, Sql
from fulltext.parser import Query, parse_query

NO_HITS = SearchHits([], [], 0, is_all=True)


@dataclass(frozen=True)
class ArticleHits:
    """A parsed query and the articles that match it, best first."""

    query: Query
    found: SearchHits = NO_HITS

    @property
    def articles(self) -> list[int]:
        return self.found.best

    @property
    def is_all(self) -> bool:
        return self.found.is_all

    @property
    def scope(self) -> Scope:
        """The newest hits as the scope of a list, for feeds."""
        words, newest = self.query.text, ids_literal(self.found.newest)
        condition = Condition("search", words, words) if words else None
        return Scope(with_ids, newest, reverse("search"), condition, is_compiled=False)


def with_ids(articles: ArticleQuerySet, ids: str) -> ArticleQuerySet:
    """The articles with these ids, given by `ids_literal()`."""
    return articles.filter(IdIn("pk", Value(ids)))


def search_articles(
    filters: Filters, language: str, *, start: int = 0, end: int = MOST
) -> ArticleHits:
    """Hits `start` to `end` (exclusive) for the words and filters, best first.

    `language` is the reader's: of translations, only the article in this language is a hit.
    """
    query = parse_query(filters.words)
    if not query or start >= MOST:
        return ArticleHits(query)
    visible = visible_sql(query, filters, language)
    asked = SearchRequest(with_filters(query, filters), visible, timezone.now().date())
    with connection.cursor() as cursor:
        return ArticleHits(query, backend().find(cursor, asked, start, min(end, MOST)))


class IdIn(Func):
    """SQL condition: the column is one of the ids in `ids_literal()`, as in IdIn("pk", value)."""

    output_field = BooleanField()
    arg_joiner = " IN (SELECT value FROM json_each("
    template = "%(expressions)s))"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """ANY() uses the index; a subquery with unnest() would scan the whole table."""
        template = "%(expressions)s::bigint[])"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" = ANY (")


def ids_literal(articles: Collection[int]) -> str:
    return backend().keys_value(list(articles))


def with_filters(query: Query, filters: Filters) -> Query:
    """The query with the filters of the query string as further conditions."""
    query = query.with_facet("tag", *filters.tags)
    query = query.with_facet("topic", filters.topic) if filters.topic else query
    query = query.with_facet("lang", filters.language) if filters.language else query
    if not filters.year:
        return query
    first, end = (datetime(year, 1, 1).date() for year in (filters.year, filters.year + 1))
    return replace(
        query,
        after=max(query.after or first, first),
        before=min(query.before or end, end),
    )


def visible_sql(query: Query, filters: Filters, language: str) -> Sql:
    """SQL for the visible articles. Cached: building it takes longer than most searches."""
    wanted = replace(filters, words="", page=1, language=filters.language or query.language)
    key = ("visible", wanted, language, query.after, query.before)
    return cast(
        Sql, memory.cached(key, lambda: id_select(visible_articles(wanted, language, query)))
    )


def visible_articles(filters: Filters, language: str, query: Query) -> ArticleQuerySet:
    articles = Article.objects.published().listed(filters, language, taxonomies.ids_of(filters))
    if query.after:
        articles = articles.filter(published_at__gte=start_of_day(query.after))
    if query.before:
        articles = articles.filter(published_at__lt=start_of_day(query.before))
    return articles


def start_of_day(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def id_select(articles: QuerySet[Any]) -> Sql:
    rows = articles.order_by().values_list("pk")
    return Sql(*rows.query.sql_with_params())
