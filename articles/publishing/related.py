"""Finds related articles after an article was changed, by the cosine of tf-idf vectors.

Published and scheduled articles have relations, drafts have none; reading them, `published()`
decides. How many articles contain a term is counted when an article first gets relations.
`manage.py relate` counts anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, cast

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, Sum

from articles.publishing import article_links
from articles.publishing.relations import Keyword, Relation, Term
from fulltext import similarity

MAX_RELATIONS = 12  # of one article
MIN_SCORE = 0.04  # relations below it are chance
# An article is compared with those that share its rarest terms, at most about this many.
MAX_COMPARED = 4000
EVERY_ARTICLE = ""  # a term that every article contains, so that its count is that of all articles

Pairs = list[tuple[int, float]]


# Ids of the articles that were changed in an import of many; None elsewhere.
postponed: ContextVar[set[int] | None] = ContextVar("postponed", default=None)


def update_related(articles: Iterable[int]) -> None:
    """After the commit, store the links of the articles with these ids, and find related ones."""
    waiting = postponed.get()
    follow = relate_each if waiting is None else waiting.update
    transaction.on_commit(partial(follow, list(articles)), robust=True)


@contextmanager
def postpone() -> Iterator[set[int]]:
    """Only note the ids of articles that change in the block: what many need costs less at once."""
    token = postponed.set(set())
    try:
        yield cast(set[int], postponed.get())
    finally:
        postponed.reset(token)


def relate_each(keys: list[int]) -> None:
    articles = apps.get_model("articles", "Article").objects
    for article in articles.released().filter(pk__in=keys).for_relating():
        relate(article)
    article_links.update_links(keys)


@transaction.atomic
def relate(article: Any) -> None:
    """Store the keywords and the relations of an article, unless its keywords are unchanged."""
    terms = similarity.terms(parts_to_compare(article))
    known = get_or_create_terms([*terms, EVERY_ARTICLE])
    before = set(article.keywords.values_list("term__text", flat=True))
    if not before:
        increment_counts(known.values())
    vector = similarity.keywords(terms, *document_frequencies(known))
    if before == vector.keys():
        return
    if before:
        delete_relations([article.pk])
    store_keywords({article.pk: vector}, known)
    near = nearest_articles(article.pk)
    store_relations((article.pk, other, score) for other, score in near)
    store_relations((other, article.pk, score) for other, score in near)


def parts_to_compare(article: Any) -> similarity.TextParts:
    tags = [tag.name for tag in article.tags.all()]
    return similarity.TextParts(article.title, tags, article.headings, article.prose, article.code)


def get_or_create_terms(texts: Iterable[str]) -> dict[str, Term]:
    """The terms by text; missing ones are created."""
    known = {term.text: term for term in Term.objects.filter(text__in=texts)}
    new = sorted({*texts} - known.keys())
    if new:
        Term.objects.bulk_create((Term(text=text) for text in new), ignore_conflicts=True)
        known |= {term.text: term for term in Term.objects.filter(text__in=new)}
    return known


def increment_counts(terms: Iterable[Term]) -> None:
    """Count one article more for each of these terms."""
    keys = {term.pk for term in terms}
    if connection.features.has_select_for_update:
        # Always locked in the same order, so that concurrent transactions cannot deadlock.
        list(Term.objects.filter(pk__in=keys).order_by("pk").select_for_update().values("pk"))
    Term.objects.filter(pk__in=keys).update(articles=F("articles") + 1)
    for term in terms:
        term.articles += 1


def document_frequencies(known: dict[str, Term]) -> tuple[dict[str, int], int]:
    """How many articles contain each term, and how many articles there are."""
    return {text: term.articles for text, term in known.items()}, known[EVERY_ARTICLE].articles


def delete_relations(keys: Iterable[int]) -> None:
    """Delete the keywords and relations of these articles."""
    Keyword.objects.filter(article__in=keys).delete()
    Relation.objects.filter(article__in=keys).delete()
    Relation.objects.filter(other__in=keys).delete()


def store_keywords(vectors: dict[int, dict[str, float]], known: dict[str, Term]) -> None:
    Keyword.objects.bulk_create(
        Keyword(article_id=key, term_id=known[text].pk, weight=weight)
        for key, vector in vectors.items()
        for text, weight in vector.items()
    )


def store_relations(triples: Iterable[tuple[int, int, float]]) -> None:
    Relation.objects.bulk_create(
        (Relation(article_id=one, other_id=other, score=score) for one, other, score in triples),
        ignore_conflicts=True,
    )


def nearest_articles(key: int) -> Pairs:
    """Pairs of the id of another article and its score, highest first."""
    shared = Keyword.objects.filter(term__keywords__article=key, term__in=rare_terms(key))
    score = Sum(F("weight") * F("term__keywords__weight"))
    rows = shared.exclude(article=key).values("article").annotate(score=score)
    near = rows.filter(score__gte=MIN_SCORE).order_by("-score", "-article")
    return list(near.values_list("article", "score")[:MAX_RELATIONS])


def rare_terms(key: int) -> list[int]:
    """Its rarest terms, as long as MAX_COMPARED articles or fewer contain them."""
    chosen, compared = list[int](), 0
    rows = Term.objects.filter(keywords__article=key).order_by("articles", "pk")
    for term, articles in rows.values_list("pk", "articles"):
        compared += articles
        if chosen and compared > MAX_COMPARED:
            break
        chosen.append(term)
    return chosen
