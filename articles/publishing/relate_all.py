"""Finds the related articles of all articles anew: counts of terms, keywords and relations.

Readers see the former relations until the new ones are there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction
from django_tasks import task

from articles.publishing import article_links, related
from articles.publishing.relations import Keyword, Relation, Term
from fulltext import similarity

BATCH = 50  # articles
Progress = Callable[[list[int], str], Iterable[int]]


@task()
def relate_all() -> None:
    """After an import of many articles."""
    relate_everything()


def relate_everything(progress: Progress | None = None) -> int:
    """Return the number of relations. `progress` gets the ids and a name, and yields the ids."""
    forget_unpublished()
    recount_terms(progress)
    for batch in article_batches("keywords", progress):
        write_keywords(batch)
    for batch in article_batches("relations", progress):
        keys = [article.pk for article in batch]
        write_relations(keys)
        article_links.update_links(keys)
    return Relation.objects.count()


def forget_unpublished() -> None:
    article = apps.get_model("articles", "Article")
    shown = article.objects.released().values("pk")
    related.delete_relations(article.objects.exclude(pk__in=shown).values_list("pk", flat=True))


def recount_terms(progress: Progress | None) -> None:
    """Count the articles of each term.

    Terms of one article only are not stored, unless they are keywords: a later article may share
    them.
    """
    counts: Counter[str] = Counter()
    for batch in article_batches("terms", progress):
        for article in batch:
            terms = similarity.terms(related.parts_to_compare(article))
            counts.update({*terms, related.EVERY_ARTICLE})
    common = [Term(text=t, articles=n) for t, n in sorted(counts.items()) if n > 1 or not t]
    with transaction.atomic():
        Term.objects.filter(keywords=None).delete()
        Term.objects.update(articles=1)
        Term.objects.bulk_create(
            common,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["text"],
            update_fields=["articles"],
        )


@transaction.atomic
def write_keywords(batch: list[Any]) -> None:
    terms = {article.pk: similarity.terms(related.parts_to_compare(article)) for article in batch}
    counts, texts = term_counts({term for each in terms.values() for term in each})
    vectors = {key: similarity.keywords(each, counts, texts) for key, each in terms.items()}
    known = related.get_or_create_terms({term for vector in vectors.values() for term in vector})
    Keyword.objects.filter(article__in=terms).delete()
    related.store_keywords(vectors, known)


def term_counts(texts: set[str]) -> tuple[dict[str, int], int]:
    rows = Term.objects.filter(text__in=[*texts, related.EVERY_ARTICLE])
    counts = dict(rows.values_list("text", "articles"))
    return counts, counts[related.EVERY_ARTICLE]


@transaction.atomic
def write_relations(keys: list[int]) -> None:
    near = [(key, *pair) for key in keys for pair in related.nearest_articles(key)]
    Relation.objects.filter(article__in=keys).delete()
    related.store_relations(near)


def article_batches(name: str, progress: Progress | None) -> Iterator[list[Any]]:
    """Published and scheduled articles with their texts, in batches."""
    articles = apps.get_model("articles", "Article").objects.released().order_by("pk")
    keys = list(articles.values_list("pk", flat=True))
    shown = iter(progress(keys, name) if progress else keys)
    while batch := list(islice(shown, BATCH)):
        yield list(articles.for_relating().filter(pk__in=batch))
