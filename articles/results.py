"""One page of a search: what was found, as it is shown, and what it can be narrowed to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models import Value as Parameter
from django.http import Http404
from django.utils import timezone

from articles import guessing, prepared
from articles.facets import LANGUAGES, names_of
from articles.facets import Found as Value
from articles.filters import Filters
from articles.finding import Answer, Listed, answer, written
from articles.listing import Facet, Listing, Narrower, with_query
from articles.models import Article, Tag, TaggedArticle
from articles.search.queries import Query
from articles.search.snippets import marked, snippet

# What hits can be narrowed to is counted among so many of the newest.
SAMPLE = 100

# The slugs and names of the tags of articles.
Tags = defaultdict[int, list[tuple[str, str]]]


@dataclass
class Results(Listing):
    answer: Answer
    tags: Tags

    @classmethod
    def for_words(cls, filters: Filters, *, language: str, size: int) -> Results:
        """The page that the query string asks for; Http404 where the list ends before it."""
        start = (filters.page - 1) * size
        given = answer(filters, language, start=start, end=start + size)
        if not given.articles and filters.page > 1:
            raise Http404("the list has no such page")
        tags = tags_of({*given.articles, *given.found.newest[:SAMPLE]})
        articles = ready(given.articles, given.query, tags)
        return cls(articles, given.found.total, size, given.place, filters, language, given, tags)

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
        found = counted(self.answer.found.newest[:SAMPLE], self.tags)
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


def tags_of(articles: Collection[int]) -> Tags:
    found: Tags = defaultdict(list)
    for article, *tag in prepared.rows(uses, articles=written(articles)) if articles else ():
        found[article].append((tag[0], tag[1]))
    return found


def uses(articles: str) -> QuerySet[Any, Any]:
    found = TaggedArticle.objects.filter(Listed("content_object", Parameter(articles)))
    return found.order_by("tag__name").values_list("content_object", "tag__slug", "tag__name")


def counted(articles: Sequence[int], tags: Tags) -> Iterator[Value]:
    """Topics, tags, years and languages."""
    rows = prepared.rows(facts, articles=written(articles))
    zone = timezone.get_current_timezone()
    totals = Counter(value for at, *row in rows for value in values(at.astimezone(zone), *row))
    totals.update(("tag", *tag) for article in articles for tag in tags[article])
    return (Value(*value, total) for value, total in totals.items())


def facts(articles: str) -> QuerySet[Any, Any]:
    known = ("published_at", "language", "category__slug", "category__name")
    return Article.objects.filter(Listed("pk", Parameter(articles))).order_by().values_list(*known)


def values(
    published_at: datetime, language: str, topic: str | None, name: str
) -> Iterator[tuple[str, str, str]]:
    year = str(published_at.year)
    yield "year", year, year
    yield "language", language, LANGUAGES[language]
    if topic:
        yield "topic", topic, name


def ready(chosen: Sequence[int], query: Query, tags: Tags) -> list[Article]:
    """In this order, with what is shown of them."""
    found = prepared.rows(read, articles=written(chosen)) if chosen else []
    rows = {each.pk: each for each in found}
    articles = [rows[pk] for pk in chosen if pk in rows]
    for article in articles:
        article.marked_title = marked(article.title, query)
        article.snippet = snippet(texts(article), query)
        article.shown_tags = [Tag(slug=slug, name=name) for slug, name in tags[article.pk]]
    return articles


def read(articles: str) -> QuerySet[Any]:
    """What a result shows, and the texts that snippets are cut from."""
    shown = ("title", "slug", "language", "published_at", "counts", "strip", "excerpt_html")
    topic = ("category__name", "category__slug")
    found = (
        Article.objects.filter(Listed("pk", Parameter(articles)))
        .select_related("category")
        .order_by()
    )
    return found.only(*shown, *topic, "summary", "headings", "prose", "code")


def texts(article: Article) -> tuple[str, ...]:
    return (f"{article.summary}\n{article.prose}".strip(), article.headings, article.code)
