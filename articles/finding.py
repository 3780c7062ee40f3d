"""What people search for, among what they may see: the best first, and what else they can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from articles import guessing
from articles.facets import LANGUAGES, names_of
from articles.facets import Found as Value
from articles.filters import Filters
from articles.listing import Facet, Listing, Narrower, with_query
from articles.models import Article
from articles.models.indexing import backend
from articles.places import Condition, Place
from articles.querysets import ArticleQuerySet
from articles.search.index import MOST, Asked, Found, Sql
from articles.search.queries import Query, parse
from articles.search.snippets import marked, snippet

# What hits can be narrowed to is counted among so many of the newest.
SAMPLE = 100
NOTHING = Found([], [], 0, is_all=True)


@dataclass(frozen=True)
class Answer:
    """What was found, the best first."""

    query: Query
    found: Found = NOTHING

    @property
    def articles(self) -> list[int]:
        return self.found.best

    @property
    def is_all(self) -> bool:
        return self.found.is_all

    @property
    def place(self) -> Place:
        """The newest, as a list like any other, which feeds can be had of."""
        words = self.query.text
        found = Article.objects.published().filter(pk__in=keys(self.found.newest))
        condition = Condition("search", words, words) if words else None
        return Place(found, reverse("search"), condition)


def answer(filters: Filters, language: str, *, start: int = 0, end: int = MOST) -> Answer:
    """What the words and filters of a query string find for a reader of the language: the best
    from `start` to before `end`."""
    query = parse(filters.words)
    if not query or start >= MOST:
        return Answer(query)
    asked = Asked(
        narrowed(query, filters),
        compiled(visible_to(query, filters, language)),
        timezone.now().date(),
    )
    with connection.cursor() as cursor:
        return Answer(query, backend().find(cursor, asked, start, min(end, MOST)))


def keys(articles: Sequence[int]) -> RawSQL:
    return RawSQL(*backend().keys(articles))


def narrowed(query: Query, filters: Filters) -> Query:
    """With what the query string says beside the words."""
    query = query.within("tag", *filters.tags)
    query = query.within("topic", filters.topic) if filters.topic else query
    query = query.within("lang", filters.language) if filters.language else query
    if not filters.year:
        return query
    first, end = (datetime(year, 1, 1).date() for year in (filters.year, filters.year + 1))
    return replace(
        query,
        after=max(query.after or first, first),
        before=min(query.before or end, end),
    )


def visible_to(query: Query, filters: Filters, language: str) -> ArticleQuerySet:
    wanted = replace(filters, language=filters.language or query.language)
    articles = Article.objects.published().listed(wanted, language)
    if query.after:
        articles = articles.filter(published_at__gte=midnight(query.after))
    if query.before:
        articles = articles.filter(published_at__lt=midnight(query.before))
    return articles


def midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def compiled(articles: QuerySet[Any]) -> Sql:
    rows = articles.order_by().values_list("pk")
    return Sql(*rows.query.sql_with_params())


# One page of it


@dataclass
class Results(Listing):
    answer: Answer

    @classmethod
    def for_words(cls, filters: Filters, *, language: str, size: int) -> Results:
        """The page that the query string asks for; Http404 where the list ends before it."""
        start = (filters.page - 1) * size
        given = answer(filters, language, start=start, end=start + size)
        if not given.articles and filters.page > 1:
            raise Http404("the list has no such page")
        articles = ready(given.articles, given.query)
        return cls(articles, given.found.total, size, given.place, filters, language, given)

    @property
    def query(self) -> Query:
        return self.answer.query

    @property
    def at_least(self) -> int:
        """How many there are at least, where nobody has counted all."""
        return self.total // 10 * 10 or self.total

    @cached_property
    def found(self) -> list[Value]:
        """What the newest hits have; of the filters themselves the names alone."""
        if not self.total:
            names = names_of(self.filters).items()
            return [Value(kind, value, label, 0) for (kind, value), label in names]
        chosen = {(kind, value) for kind, value, _rest in self.filters.each()}
        found = counted(self.answer.found.newest[:SAMPLE])
        return [f._replace(total=0) if f[:2] in chosen else f for f in found]

    def narrower(self, found: Value) -> Narrower:
        shown = super().narrower(found)
        return shown if self.answer.is_all and self.total <= SAMPLE else shown._replace(total=None)

    # Where nothing is found

    @cached_property
    def suggestion(self) -> str:
        """The words as they may have been meant."""
        return "" if self.total or self.filters else guessing.meant(self.filters.words)

    @property
    def suggested(self) -> str:
        """Its address."""
        return with_query(self.place.address, Filters(words=self.suggestion).query())

    @cached_property
    def elsewhere(self) -> list[Facet]:
        """Topics, and the tags that are nearest to the words."""
        return guessing.elsewhere(self.filters.words, self.language)


def counted(articles: Sequence[int]) -> Iterator[Value]:
    """Topics, tags, years and languages."""
    known = ("published_at", "language", "category__slug", "category__name")
    rows = Article.objects.filter(pk__in=keys(articles)).order_by()
    totals: Counter[tuple[str, str, str]] = Counter()
    seen = set()
    for pk, *each, tag, name in rows.values_list("pk", *known, "tags__slug", "tags__name"):
        if tag:
            totals["tag", tag, name] += 1
        if pk not in seen:
            seen.add(pk)
            totals.update(values(*each))
    return (Value(*value, total) for value, total in totals.items())


def values(
    published_at: datetime, language: str, topic: str | None, name: str
) -> Iterator[tuple[str, str, str]]:
    year = str(timezone.localtime(published_at).year)
    yield "year", year, year
    yield "language", language, LANGUAGES[language]
    if topic:
        yield "topic", topic, name


def ready(chosen: Sequence[int], query: Query) -> list[Article]:
    """In this order, with what is shown of them."""
    rows = {each.pk: each for each in read(chosen)} if chosen else {}
    articles = [rows[pk] for pk in chosen if pk in rows]
    for article in articles:
        article.marked_title = marked(article.title, query)
        article.snippet = snippet(texts(article), query)
    return articles


def read(articles: Sequence[int]) -> QuerySet[Any]:
    """With the texts that snippets are cut from."""
    unread = ("body", "html", "toc", "links", "warnings")
    found = Article.objects.filter(pk__in=articles).with_names()
    return found.defer(*unread)


def texts(article: Article) -> tuple[str, ...]:
    return (f"{article.summary}\n{article.prose}".strip(), article.headings, article.code)
