"""Suggestions for a search without hits: corrected spelling, topics and similar tags."""

from difflib import SequenceMatcher
from typing import cast

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.cache import memory
from articles.lists.facets import FacetCount, facet_rows, newest
from articles.lists.listing import Facet, FacetLink
from articles.models import Article, TaggedArticle
from articles.models.base import permalink
from articles.publishing.indexing import backend
from articles.search.query import id_select
from fulltext import spelling
from fulltext.index import Sql
from fulltext.parser import parse_query

MOST_WORDS = 3
MOST_TAGS = 12
SUGGESTION_NAMES = {"topic": _("Topics"), "tag": _("Tags")}


def corrected_words(words: str) -> str:
    """Spelling suggestion; '' if there is none.

    It replaces misspelled Latin words by the nearest indexed word of a published article.
    """
    runs = (run for term in parse_query(words).terms for run in term.runs)
    typed = [run.lower() for run in runs if spelling.is_mistakable(run)][:MOST_WORDS]
    if not typed:
        return ""
    lengths = [length for word in typed for length in spelling.length_range(word)]
    with connection.cursor() as cursor:
        vocabulary = backend().vocabulary(cursor, min(lengths), max(lengths))
        near = {word: spelling.nearest_words(word, vocabulary) for word in typed}
        asked = dict.fromkeys(word for typed, others in near.items() for word in (typed, *others))
        today = timezone.now().date()
        known = set(backend().findable_words(cursor, list(asked), published_sql(), today))
    changed = words.lower()
    for word, others in near.items():
        better = next((other for other in others if other in known), "")
        if word not in known and better:
            changed = changed.replace(word, better)
    return "" if changed == words.lower() else changed


def published_sql() -> Sql:
    return cast(Sql, memory.cached("published", lambda: id_select(Article.objects.published())))


def topics_and_nearest_tags(words: str, language: str) -> list[Facet]:
    """Facets with all topics and the MOST_TAGS tags with the names most similar to the words."""
    found: list[FacetCount] = memory.cached(
        ("elsewhere", language), lambda: topic_and_tag_counts(language)
    )
    topics = sorted((f for f in found if f.kind == "topic"), key=lambda f: -f.total)
    tags = sorted(
        (f for f in found if f.kind == "tag"),
        key=lambda f: (-name_similarity(f.label, words), -f.total, f.label),
    )
    kinds = {"topic": topics, "tag": tags[:MOST_TAGS]}
    return [
        Facet(kind, str(SUGGESTION_NAMES[kind]), list(map(permalink_to, values)))
        for kind, values in kinds.items()
        if values
    ]


def topic_and_tag_counts(language: str) -> list[FacetCount]:
    """Topics and tags of the newest articles, with counts."""
    chosen = newest(Article.objects.published().dedupe_translations(language))
    topics = Article.objects.filter(pk__in=chosen, category__isnull=False)
    tags = TaggedArticle.objects.filter(content_object__in=chosen)
    many = Count("pk")
    found = facet_rows(topics, "topic", "category__slug", "category__name", many).union(
        facet_rows(tags, "tag", "tag__slug", "tag__name", many), all=True
    )
    return [FacetCount(*row) for row in found]


def name_similarity(name: str, words: str) -> float:
    """From 0 to 1."""
    return SequenceMatcher(None, name.lower(), words.lower()).ratio()


def permalink_to(found: FacetCount) -> FacetLink:
    return FacetLink(found.label, permalink(found.kind, found.value), found.total)
