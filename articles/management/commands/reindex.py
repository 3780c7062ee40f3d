"""Rebuild the search index, or report where it differs from the articles."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from articles.models import Article
from articles.publishing import indexing


class Command(BaseCommand):
    help = (
        "Write the search index of all articles anew, some at a time, while readers search. The "
        "index follows every change by itself: this is for what was changed past the blog, and "
        "for a new version of the index."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing, and fail where something differs"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self.check_index()
            return
        words: set[str] = set()
        for some in id_batches():
            words |= indexing.reindex_articles(some)
        forgotten = indexing.delete_words_except(words)
        self.stdout.write(f"{Article.objects.count()} indexed, {forgotten} words forgotten")

    def check_index(self) -> None:
        number = 0
        for line in [*differences(), *indexing.index_damage()]:
            self.stdout.write(line)
            number += 1
        if number:
            raise CommandError(f"{number} differences; `manage.py reindex` mends them")
        self.stdout.write("The index says what the articles say.")


def differences() -> Iterator[str]:
    for some in id_batches():
        for article, problem in indexing.index_differences(some).items():
            yield f"article {article}: {problem}"


def id_batches() -> Iterator[list[int]]:
    """Ids of all articles in batches, with a progress bar. Only ids are held in memory."""
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    with tqdm(total=len(keys), unit="", disable=None) as bar:
        for some in indexing.batches(keys):
            yield some
            bar.update(len(some))
