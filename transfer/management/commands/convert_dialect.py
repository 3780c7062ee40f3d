"""manage.py convert_dialect: converts articles and pages from Python-Markdown to CommonMark."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

import rendering
from articles.models import Article, Page
from articles.models.markdown import Dialect
from transfer.convert.conversion import Conversion, Text, convert_text

LONGEST_DIFF = 60  # lines of one difference; the rest is counted


class Command(BaseCommand):
    help = (
        "Convert articles and pages that were written for MkDocs or Pelican to CommonMark. "
        "Without --write it only shows what would change, in the source and on the page."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("slugs", nargs="*", metavar="SLUG", help="the last part of an article's address")
        add("--all", action="store_true", help="all that is not CommonMark yet, pages too")
        add("--write", action="store_true", help="save those whose page stays the same")
        add("--changed-too", action="store_true", help="with --write: save the others too")
        add("--context", type=int, default=1, metavar="N", help="lines around each difference")

    @no_translations
    def handle(self, *args: Any, slugs: list[str], **options: Any) -> None:
        if bool(slugs) == options["all"]:
            raise CommandError(
                "Name the articles by the last part of their addresses, or give --all."
            )
        if options["changed_too"] and not options["write"]:
            raise CommandError("--changed-too widens what --write saves: give both.")
        self.context = max(0, options["context"])
        self.write, self.changed_too = options["write"], options["changed_too"]
        verdicts = Counter(
            self.convert(text) for text in (texts_of_slugs(slugs) if slugs else unconverted_texts())
        )
        counts = [f"{number} {verdict}" for verdict, number in sorted(verdicts.items())]
        self.stdout.write(", ".join(counts) or "Everything is CommonMark already.")
        if not self.write:
            self.stdout.write("Nothing was saved; --write saves those whose page stays the same.")

    def convert(self, text: Text) -> str:
        """Print the difference of one text, save it with --write, return the result in words."""
        move, reason = None, ""
        try:
            move = convert_text(text, self.context) if text.dialect != Dialect.COMMONMARK else None
            verdict = self.result_of(move) if move else "CommonMark already"
        except rendering.RenderError as error:
            verdict, reason = "failed", f" ({error})"
        self.stdout.write(f"{text.get_absolute_url()} “{text}”: {verdict}{reason}")
        if move:
            self.show("source", move.source(self.context))
            self.show("page", move.page)
        return verdict

    def result_of(self, move: Conversion) -> str:
        if self.write and (move.keeps_the_page or self.changed_too):
            return "converted" if move.store() else "left alone, somebody has just changed it"
        return "unchanged on the page" if move.keeps_the_page else "changed on the page"

    def show(self, what: str, lines: list[str]) -> None:
        for line in lines[:LONGEST_DIFF]:
            self.stdout.write(f"    {what} {line}")
        if len(lines) > LONGEST_DIFF:
            self.stdout.write(f"    {what} … and {len(lines) - LONGEST_DIFF} more lines")


def texts_of_slugs(slugs: list[str]) -> list[Text]:
    return [text for slug in dict.fromkeys(slugs) for text in texts_of_slug(slug)]


def texts_of_slug(slug: str) -> list[Text]:
    """Return the article and the page with this slug. Raises CommandError if there is none."""
    texts: list[Text] = [*Article.objects.filter(slug=slug), *Page.objects.filter(slug=slug)]
    if not texts:
        known = [
            s
            for model in (Article, Page)
            for s in model._default_manager.values_list("slug", flat=True)
        ]
        close = get_close_matches(slug, known, n=3)
        hint = f"; did you mean {' or '.join(close)}?" if close else "."
        raise CommandError(f"No article or page has the address “{slug}”{hint}")
    return texts


def unconverted_texts() -> Iterator[Text]:
    for model in (Article, Page):
        waiting = model._default_manager.exclude(dialect=Dialect.COMMONMARK).order_by("pk")
        for pk in list(waiting.values_list("pk", flat=True)):
            yield from model._default_manager.filter(pk=pk)
