"""What a book contains: one article, a series, a topic, or all that is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from django.urls import reverse

from articles.models import Article, Category, Series, SiteSettings
from articles.models.querysets import PARTS_IN_ORDER, ArticleQuerySet

OLDEST_FIRST = ("published_at", "pk")


@dataclass(frozen=True, slots=True)
class BookScope:
    """`articles` are in the order of reading; `path` is the page with the same content."""

    name: str
    title: str
    path: str
    language: str
    articles: ArticleQuerySet
    description: str = ""
    uid: str = ""

    @classmethod
    def of_article(cls, article: Article) -> Self:
        only = Article.objects.reachable().filter(pk=article.pk)
        path, uid = article.get_absolute_url(), str(article.uid)
        return cls(article.slug, article.title, path, article.language, only, article.lede, uid)

    @classmethod
    def of_series(cls, series: Series, site: SiteSettings) -> Self:
        parts = Article.objects.published().filter(series=series).order_by(*PARTS_IN_ORDER)
        path = series.get_absolute_url()
        return cls(series.slug, series.name, path, site.language, parts, series.description)

    @classmethod
    def of_topic(cls, topic: Category, site: SiteSettings) -> Self:
        """Each article once: of its translations, that in the language of the site."""
        theirs = Article.objects.published().filter(category=topic)
        shown = theirs.dedupe_translations(site.language).order_by(*OLDEST_FIRST)
        return cls(topic.slug, topic.name, topic.get_absolute_url(), site.language, shown)

    @classmethod
    def of_site(cls, site: SiteSettings) -> Self:
        shown = Article.objects.published().dedupe_translations(site.language)
        articles, words = shown.order_by(*OLDEST_FIRST), site.description or site.tagline
        return cls("all", site.title, reverse("home"), site.language, articles, words)


def found_scope(kind: str, slug: str, site: SiteSettings) -> BookScope | None:
    """The scope of a public article, a series or a topic by its slug; None if there is none."""
    finders: dict[str, tuple[Any, Callable[[Any], BookScope]]] = {
        "article": (Article.objects.reachable(), BookScope.of_article),
        "series": (Series.objects.with_articles(), lambda each: BookScope.of_series(each, site)),
        "topic": (Category.objects.with_articles(), lambda each: BookScope.of_topic(each, site)),
    }
    rows, make = finders[kind]
    thing = rows.filter(slug=slug).first()
    return make(thing) if thing else None
