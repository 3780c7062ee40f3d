"""Recompute term counts, keywords and related articles of all articles."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.db import transaction
from tqdm import tqdm

from articles.models import Article, Keyword, Relation, Term
from articles.publishing import article_links
from articles.publishing import related as relating
from fulltext import similarity

BATCH = 50


class Command(BaseCommand):
    help = (
        "Find out anew which articles are about the same. Saving an article does it for that one; "
        "this counts the terms of all again, as after a large import or many deletions. Readers "
        "see the former relations until the new ones are there."
    )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        forget_unpublished()
        recount_terms()
        for batch in article_batches("keywords"):
            write_keywords(batch)
        for batch in article_batches("relations"):
            keys = [article.pk for article in batch]
            write_relations(keys)
            article_links.update_links(keys)
        self.stdout.write(f"{Relation.objects.count()} relations")


def forget_unpublished() -> None:
    shown = Article.objects.released().values("pk")
    relating.delete_relations(Article.objects.exclude(pk__in=shown).values_list("pk", flat=True))


def recount_terms() -> None:
    """Count the articles of each term.

    Terms of one article only are not stored, unless they are keywords: a later article may share
    them.
    """
    counts: Counter[str] = Counter()
    for batch in article_batches("terms"):
        for article in batch:
            terms = similarity.terms(relating.parts_to_compare(article))
            counts.update({*terms, relating.EVERY_ARTICLE})
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
def write_keywords(batch: list[Article]) -> None:
    terms = {article.pk: similarity.terms(relating.parts_to_compare(article)) for article in batch}
    counts, texts = term_counts({term for each in terms.values() for term in each})
    vectors = {key: similarity.keywords(each, counts, texts) for key, each in terms.items()}
    known = relating.get_or_create_terms({term for vector in vectors.values() for term in vector})
    Keyword.objects.filter(article__in=terms).delete()
    relating.store_keywords(vectors, known)


def term_counts(texts: set[str]) -> tuple[dict[str, int], int]:
    rows = Term.objects.filter(text__in=[*texts, relating.EVERY_ARTICLE])
    counts = dict(rows.values_list("text", "articles"))
    return counts, counts[relating.EVERY_ARTICLE]


@transaction.atomic
def write_relations(keys: list[int]) -> None:
    near = [(key, *pair) for key in keys for pair in relating.nearest_articles(key)]
    Relation.objects.filter(article__in=keys).delete()
    relating.store_relations(near)


def article_batches(name: str) -> Iterator[list[Article]]:
    """Published and scheduled articles with their texts, in batches, with a progress bar."""
    articles = Article.objects.released().for_relating().order_by("pk")
    last = 0
    with tqdm(desc=name, total=articles.count(), unit="", disable=None) as bar:
        while batch := list(articles.filter(pk__gt=last)[:BATCH]):
            yield batch
            last = batch[-1].pk
            bar.update(len(batch))
