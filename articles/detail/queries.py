"""Compiled queries for articles on pages: text, list entries, related articles, neighbours."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet

from articles.db import compiled
from articles.models import Article, Tag, TaggedArticle
from articles.models.querysets import ArticleQuerySet

RELATED = 5
# Fields that determine the series, translations, related articles and neighbours.
DECIDING = ("pk", "published_at", "language", "category_id", "series_id", "translation_of_id")


def published_html(slug: str) -> tuple[int, str] | None:
    """Id and HTML of the public article with this slug."""
    found = compiled.rows(html_query, slug=slug)
    return found[0] if found else None


def html_query(slug: str) -> QuerySet[Any, Any]:
    return Article.objects.reachable().filter(slug=slug).order_by().values_list("pk", "html")


def article_by_id(pk: int) -> Article | None:
    """The public article without its HTML."""
    found = with_tags(compiled.rows(article_query, pk=pk))
    return found[0] if found else None


def article_query(pk: int) -> ArticleQuerySet:
    readable = Article.objects.reachable().filter(pk=pk).order_by()
    return readable.for_page().defer("html").prefetch_related(None)


def list_entries(chosen: list[int]) -> list[Article]:
    """The articles with these ids for a list, newest first."""
    return with_tags(compiled.rows(entries_query, chosen=chosen)) if chosen else []


def entries_query(chosen: list[int]) -> ArticleQuerySet:
    articles = Article.objects.published().among(Q(pk__in=chosen))
    return articles.for_lists().prefetch_related(None)


def with_tags(articles: list[Article]) -> list[Article]:
    tags: dict[int, list[Tag]] = defaultdict(list)
    if articles:
        for use in compiled.rows(tag_uses_query, articles=[article.pk for article in articles]):
            tags[use.content_object_id].append(use.tag)
    for article in articles:
        # In the form in which prefetch_related() stores them.
        vars(article)["_prefetched_objects_cache"] = {"tags": tags[article.pk]}
    return articles


def tag_uses_query(articles: list[int]) -> QuerySet[TaggedArticle]:
    found = TaggedArticle.objects.filter(content_object__in=articles)
    return found.select_related("tag").order_by("pk")


# Other articles that the page of an article links to


def deciding_values(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in DECIDING}


def series_parts(article: Article) -> list[Article]:
    """Public articles of its series in order."""
    return (
        compiled.rows(series_parts_query, **deciding_values(article)) if article.series_id else []
    )


def series_parts_query(**values: Any) -> ArticleQuerySet:
    return Article.objects.published().in_series(values["series_id"])


def translations(article: Article) -> list[Article]:
    return compiled.rows(translations_query, **deciding_values(article))


def translations_query(**values: Any) -> ArticleQuerySet:
    return Article.objects.published().translations_of(Article(**values))


def related(article: Article) -> list[Article]:
    few = compiled.rows(candidates_query, **deciding_values(article))
    return compiled.rows(related_query, few=few, **deciding_values(article)) if few else []


def candidates_query(**values: Any) -> QuerySet[Any, Any]:
    return Article.objects.published().related_candidates(Article(**values))


def related_query(few: list[int], **values: Any) -> ArticleQuerySet:
    found = Article.objects.published().related_among(few, Article(**values))
    return found.for_links()[:RELATED]


def neighbours(article: Article) -> list[Article]:
    """Previous and next article by date, within the topic if there is one."""
    return compiled.rows(neighbours_query, **deciding_values(article))


def neighbours_query(**values: Any) -> ArticleQuerySet:
    article = Article(**values)
    others = Article.objects.published().dedupe_translations_top(article.language)
    if article.category_id:
        others = others.filter(category=article.category_id)
    return others.neighbours_of(article)
