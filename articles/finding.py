"""What people search for, among what they may see: the best first, and what else they can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from articles import guessing
from articles.facets import LANGUAGES, Found, named, rows
from articles.filters import Filters
from articles.listing import Facet, Listing, Narrower, with_query
from articles.models import Article, TaggedArticle
from articles.models.indexing import backend
from articles.places import Condition, Place
from articles.querysets import ArticleQuerySet
from articles.search.index import Hit, Sql
from articles.search.queries import Query, parse
from articles.search.ranking import score
from articles.search.snippets import marked, snippet

# What is read of a hit before its page is known.
KNOWN = ("published_at", "category__slug", "category__name", "language")
MOST_TAGS_OFFERED = 10


@dataclass(frozen=True)
class Answer:
    """What was found, best first; `is_all` unless there were too many to look at."""

    query: Query
    hits: tuple[Hit, ...] = ()
    is_all: bool = True

    @property
    def articles(self) -> tuple[int, ...]:
        return tuple(hit.article for hit in self.hits)

    @property
    def place(self) -> Place:
        """As a list like any other, which filters, counts and feeds can be had of."""
        words = self.query.text
        found = Article.objects.published().filter(pk__in=keys(self.articles))
        condition = Condition("search", words, words) if words else None
        return Place(found, reverse("search"), condition)


def answer(filters: Filters, language: str) -> Answer:
    """What the words and filters of a query string find for a reader of the language."""
    asked = parse(filters.words)
    if not asked:
        return Answer(asked)
    query = narrowed(asked, filters)
    visible = visible_to(query, filters, language)
    with connection.cursor() as cursor:
        found = backend().find(cursor, query, compiled(visible), timezone.now().date())
    hits = sorted(found.hits, key=lambda hit: rank(hit, query), reverse=True)
    return Answer(asked, tuple(hits), found.is_all)


def rank(hit: Hit, query: Query) -> tuple[Any, ...]:
    published_at, *_others = hit.known
    return score(hit.head, query), published_at, hit.article


def keys(articles: tuple[int, ...]) -> RawSQL:
    return RawSQL(*backend().keys(articles))


def narrowed(query: Query, filters: Filters) -> Query:
    """With what the query string says beside the words."""
    query = query.within("tag", *filters.tags)
    query = query.within("topic", filters.topic) if filters.topic else query
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
    rows = articles.order_by().values_list("pk", *KNOWN)
    return Sql(*rows.query.sql_with_params())


# One page of it


@dataclass
class Results(Listing):
    answer: Answer

    @classmethod
    def for_words(cls, filters: Filters, *, language: str, size: int) -> Results:
        """The page that the query string asks for; Http404 where the list ends before it."""
        found = answer(filters, language)
        start = (filters.page - 1) * size
        chosen = found.articles[start : start + size]
        if not chosen and filters.page > 1:
            raise Http404("the list has no such page")
        articles = ready({each.pk: each for each in read(chosen)}, chosen, found.query)
        return cls(articles, len(found.hits), size, found.place, filters, language, found)

    @property
    def query(self) -> Query:
        return self.answer.query

    @property
    def at_least(self) -> int:
        """How many there are at least, where nobody has counted all."""
        return self.total // 100 * 100

    @cached_property
    def found(self) -> list[Found]:
        """What the hits have, from what is known of them already and one query for tags."""
        return [*counted(self.answer.hits), *tags_and_names(self.answer.articles, self.filters)]

    def narrower(self, found: Found) -> Narrower:
        shown = super().narrower(found)
        return shown if self.answer.is_all else shown._replace(total=None)

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


def counted(hits: tuple[Hit, ...]) -> Iterator[Found]:
    """Topics, years and languages."""
    topics: Counter[tuple[str, str]] = Counter()
    years: Counter[int] = Counter()
    languages: Counter[str] = Counter()
    zone = timezone.get_current_timezone()
    for hit in hits:
        published_at, slug, name, language = hit.known
        topics[slug, name] += 1
        years[moment(published_at).astimezone(zone).year] += 1
        languages[language] += 1
    yield from (Found("topic", *topic, n) for topic, n in topics.items() if topic[0])
    yield from (Found("year", str(year), str(year), n) for year, n in years.items())
    yield from (Found("language", code, LANGUAGES[code], n) for code, n in languages.items())


def moment(stored: Any) -> datetime:
    """SQLite knows no dates."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(f"{stored}+00:00")


def tags_and_names(articles: tuple[int, ...], filters: Filters) -> list[Found]:
    uses = TaggedArticle.objects.filter(content_object__in=keys(articles))
    others = uses.exclude(tag__slug__in=filters.tags)
    tags = rows(others, "tag", "tag__slug", "tag__name", Count("pk"))
    found = [Found(*row) for row in tags.union(*named(filters), all=True)]
    return sorted(found, key=lambda f: -f.total)[: MOST_TAGS_OFFERED + len(filters.tags)]


def read(articles: tuple[int, ...]) -> QuerySet[Any]:
    """With the texts that snippets are cut from."""
    unread = ("body", "html", "toc", "links", "warnings")
    found = Article.objects.filter(pk__in=articles).with_names()
    return found.defer(*unread)


def ready(rows: dict[int, Article], order: tuple[int, ...], query: Query) -> list[Article]:
    articles = [rows[pk] for pk in order if pk in rows]
    for article in articles:
        article.marked_title = marked(article.title, query)  # type: ignore[attr-defined]
        article.snippet = snippet(texts(article), query)  # type: ignore[attr-defined]
    return articles


def texts(article: Article) -> tuple[str, ...]:
    return (f"{article.summary}\n{article.prose}".strip(), article.headings, article.code)
