"""Finding the articles that are about the same as one that was just written or changed.

Drafts relate to nothing. What is published or scheduled does; `published()` decides on reading.
Counts of terms are taken when an article first appears, and all are taken anew by
`manage.py relate`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, Sum

from articles.publishing.relations import Keyword, Relation, Term
from fulltext import similarity

KEPT = 12  # relations of an article
LEAST = 0.04  # of a score; less is chance
# Rare terms find what is near. As many articles as have them are compared, and not many more.
MOST_COMPARED = 4000
EVERY = ""  # the term that every article has

Pairs = list[tuple[int, float]]


def update_related(articles: Iterable[int]) -> None:
    """Once this is stored for good, relate the articles with these keys."""
    transaction.on_commit(partial(relate_each, list(articles)), robust=True)


def relate_each(keys: list[int]) -> None:
    articles = apps.get_model("articles", "Article").objects
    for article in articles.released().filter(pk__in=keys).for_relating():
        relate(article)


@transaction.atomic
def relate(article: Any) -> None:
    """Store what it is about and what that relates it to, unless the first is as before."""
    terms = similarity.terms(parts(article))
    known = terms_named([*terms, EVERY])
    before = set(article.keywords.values_list("term__text", flat=True))
    if not before:
        count(known.values())
    vector = similarity.keywords(terms, *counts_of(known))
    if before == vector.keys():
        return
    if before:
        forget([article.pk])
    keep_keywords({article.pk: vector}, known)
    near = nearest(article.pk)
    keep_relations((article.pk, other, score) for other, score in near)
    keep_relations((other, article.pk, score) for other, score in near)


def parts(article: Any) -> similarity.TextParts:
    tags = [tag.name for tag in article.tags.all()]
    return similarity.TextParts(article.title, tags, article.headings, article.prose, article.code)


def terms_named(texts: Iterable[str]) -> dict[str, Term]:
    """The terms by their texts, made where there are none."""
    known = {term.text: term for term in Term.objects.filter(text__in=texts)}
    new = sorted({*texts} - known.keys())
    if new:
        Term.objects.bulk_create((Term(text=text) for text in new), ignore_conflicts=True)
        known |= {term.text: term for term in Term.objects.filter(text__in=new)}
    return known


def count(terms: Iterable[Term]) -> None:
    """One article more has these terms."""
    keys = {term.pk for term in terms}
    if connection.features.has_select_for_update:
        # Locked in one order, so that two who publish at once do not wait for each other.
        list(Term.objects.filter(pk__in=keys).order_by("pk").select_for_update().values("pk"))
    Term.objects.filter(pk__in=keys).update(articles=F("articles") + 1)
    for term in terms:
        term.articles += 1


def counts_of(known: dict[str, Term]) -> tuple[dict[str, int], int]:
    """How many articles have each of the terms, and how many there are."""
    return {text: term.articles for text, term in known.items()}, known[EVERY].articles


def forget(keys: Iterable[int]) -> None:
    """Articles, by their keys, are about nothing and related to nothing."""
    Keyword.objects.filter(article__in=keys).delete()
    Relation.objects.filter(article__in=keys).delete()
    Relation.objects.filter(other__in=keys).delete()


def keep_keywords(vectors: dict[int, dict[str, float]], known: dict[str, Term]) -> None:
    Keyword.objects.bulk_create(
        Keyword(article_id=key, term_id=known[text].pk, weight=weight)
        for key, vector in vectors.items()
        for text, weight in vector.items()
    )


def keep_relations(triples: Iterable[tuple[int, int, float]]) -> None:
    Relation.objects.bulk_create(
        (Relation(article_id=one, other_id=other, score=score) for one, other, score in triples),
        ignore_conflicts=True,
    )


def nearest(key: int) -> Pairs:
    """Other articles and the cosines between them and this one, the nearest first."""
    shared = Keyword.objects.filter(term__keywords__article=key, term__in=rare_terms(key))
    score = Sum(F("weight") * F("term__keywords__weight"))
    rows = shared.exclude(article=key).values("article").annotate(score=score)
    near = rows.filter(score__gte=LEAST).order_by("-score", "-article")
    return list(near.values_list("article", "score")[:KEPT])


def rare_terms(key: int) -> list[int]:
    """Its terms, the rarest first, while few enough articles have them."""
    chosen, compared = list[int](), 0
    rows = Term.objects.filter(keywords__article=key).order_by("articles", "pk")
    for term, articles in rows.values_list("pk", "articles"):
        compared += articles
        if chosen and compared > MOST_COMPARED:
            break
        chosen.append(term)
    return chosen
