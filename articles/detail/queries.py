"""Compiled queries for articles on pages: text, list entries, related articles, neighbours."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse

from articles.db import compiled
from articles.detail.cover_pictures import with_covers
from articles.languages import WRITTEN
from articles.models import Article, Tag, TaggedArticle
from articles.models.querysets import ArticleQuerySet

TEXTS = ("translation_texts", "original_text", "sibling_texts")  # annotations of list entries
# Fields that determine the series, translations, related articles and neighbours.
DECIDING = (
    "pk",
    "slug",
    "published_at",
    "language",
    "category_id",
    "series_id",
    "translation_of_id",
)
TAG_FIELDS = [field.attname for field in Tag._meta.concrete_fields]  # that of the id comes first


class TranslationLink(NamedTuple):
    """A link to the same text in another language."""

    language: str
    slug: str

    @property
    def name(self) -> str:
        return dict(WRITTEN).get(self.language, self.language)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


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


def article_with_source(slug: str) -> Article | None:
    """The public article with all that its Markdown file states."""
    found = with_tags(compiled.rows(source_query, slug=slug))
    return found[0] if found else None


def source_query(slug: str) -> ArticleQuerySet:
    readable = Article.objects.reachable().filter(slug=slug).order_by()
    return readable.with_names().select_related("series").prefetch_related(None)


def list_entries(chosen: list[int]) -> list[Article]:
    """The articles with these ids for a list, newest first, with translations and covers."""
    entries = with_tags(compiled.rows(entries_query, chosen=chosen)) if chosen else []
    return with_covers(with_other_languages(entries))


def entries_query(chosen: list[int]) -> ArticleQuerySet:
    articles = Article.objects.published().among(Q(pk__in=chosen))
    return articles.for_lists().prefetch_related(None).annotate(**texts_in_other_languages())


def texts_in_other_languages() -> dict[str, Subquery]:
    """The translations of an original; of a translation its original, and its siblings."""
    public = Article.objects.published()
    work = OuterRef("translation_of")
    conditions = (
        public.among(Q(translation_of=OuterRef("pk"))),
        public.filter(pk=work),
        public.among(Q(translation_of=work) & ~Q(pk=OuterRef("pk"))),
    )
    return {name: joined_texts(texts) for name, texts in zip(TEXTS, conditions, strict=True)}


def with_tags(articles: list[Article]) -> list[Article]:
    tags: dict[int, list[Tag]] = defaultdict(list)
    known: dict[int, Tag] = {}  # most articles share their tags with others
    if articles:
        for use in compiled.rows(tag_uses_query, articles=[article.pk for article in articles]):
            article_id, key, *values = use
            if key not in known:
                known[key] = Tag.from_db(connection.alias, TAG_FIELDS, (key, *values))
            tags[article_id].append(known[key])
    for article in articles:
        # In the form in which prefetch_related() stores them.
        vars(article)["_prefetched_objects_cache"] = {"tags": tags[article.pk]}
    return articles


def with_other_languages(articles: list[Article]) -> list[Article]:
    """Set `other_languages`: the same texts in other languages, as links."""
    for article in articles:
        values = vars(article)
        found = (values.pop(name) for name in TEXTS)
        lines = "\n".join(filter(None, found)).splitlines()
        values["other_languages"] = sorted(TranslationLink(*line.split(" ", 1)) for line in lines)
    return articles


def joined_texts(articles: ArticleQuerySet) -> Subquery:
    """Language and slug of each article, one a line; None if there are none."""
    function = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
    line = Concat("language", Value(" "), "slug")
    joined = Func(line, Value("\n"), function=function, output_field=TextField())
    return Subquery(articles.order_by().annotate(texts=joined).values("texts"))


def tag_uses_query(articles: list[int]) -> QuerySet[Any, Any]:
    """The id of the article, and the fields of the tag."""
    found = TaggedArticle.objects.filter(content_object__in=articles).order_by("pk")
    return found.values_list("content_object_id", *(f"tag__{name}" for name in TAG_FIELDS))


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


def related_candidates(article: Article) -> list[Article]:
    """Articles from which related_articles.py chooses, with their tags; the nearest first."""
    values = deciding_values(article)
    few = compiled.rows(candidates_query, **values)
    return with_tags(compiled.rows(candidate_rows, few=few, **values)) if few else []


def candidates_query(**values: Any) -> QuerySet[Any, Any]:
    return Article.objects.published().related_candidates(Article(**values))


def candidate_rows(few: list[int], **values: Any) -> ArticleQuerySet:
    return Article.objects.published().related_among(few, Article(**values)).for_strips()


def neighbours(article: Article) -> list[Article]:
    """Previous and next article by date, within the topic if there is one."""
    return compiled.rows(neighbours_query, **deciding_values(article))


def neighbours_query(**values: Any) -> ArticleQuerySet:
    article = Article(**values)
    others = Article.objects.published().dedupe_translations_top(article.language)
    if article.category_id:
        others = others.filter(category=article.category_id)
    return others.neighbours_of(article)
