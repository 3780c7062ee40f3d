"""Render outdated articles and pages again."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice, tee
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, no_translations
from django.db import transaction
from django.db.models import QuerySet
from tqdm import tqdm

import rendering
from articles.models import Article, Page, User
from articles.models.articles import RAW_HTML
from articles.models.markdown import OUTDATED, STORED_FIELDS
from articles.publishing import article_links
from articles.publishing.link_resolver import known_names_of_each
from articles.publishing.macros import site_macros

Text = Article | Page
Pair = tuple[Text, rendering.Rendered | rendering.RenderError]

BATCH = 100
NEEDED = ("title", "slug", "body", "dialect", "language", "source_path", "pending_status")


class Command(BaseCommand):
    help = (
        "Render the articles and pages that an older version of the renderer made, those that "
        "failed or lacked a package, and those whose links led nowhere: they may lead somewhere "
        "now. What fails keeps its present HTML, and is tried again the next time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="render the current ones too")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, help="processes; one a core"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        written, failed = 0, list[str]()
        for model in (Article, Page):
            everything = model._default_manager.all()
            stale = everything.filter(OUTDATED)
            queryset = everything if options["all"] else stale
            for batch in with_bar(queryset, options["workers"]):
                written += store_results(model, batch)
                failed += filter(None, map(failure_text, batch))
        for line in failed:
            self.stdout.write(f"kept as it was: {line}")
        self.stdout.write(f"{written} rendered, {len(failed)} failed")


def with_bar(queryset: QuerySet[Any], workers: int) -> Iterator[list[Pair]]:
    name = str(queryset.model._meta.verbose_name_plural)
    bar = iter(tqdm(render_texts(queryset, workers), name, queryset.count(), unit="", disable=None))
    while batch := list(islice(bar, BATCH)):
        yield batch


def failure_text(pair: Pair) -> str | None:
    text, result = pair
    address = text.get_absolute_url()
    return f"{text} ({address}): {result}" if isinstance(result, rendering.RenderError) else None


def render_texts(queryset: QuerySet[Any], workers: int) -> Iterator[Pair]:
    """Pairs of text and result. Only the texts in progress are held in memory."""
    texts, again = tee(in_pk_order(queryset))
    macros, trusted = site_macros(), people_trusted_with_html()
    jobs = ((text.body, text.options(known, macros, trusted)) for text, known in again)
    results = rendering.render_many(jobs, workers, seconds=settings.RENDER_TIMEOUT)
    yield from ((text, result) for (text, _), result in zip(texts, results, strict=True))


def people_trusted_with_html() -> set[int]:
    people = User.objects.with_perm(RAW_HTML, backend=settings.AUTHENTICATION_BACKENDS[0])
    return set(people.values_list("pk", flat=True))


def in_pk_order(queryset: QuerySet[Any]) -> Iterator[tuple[Text, rendering.KnownNames]]:
    """Pairs of text and known link names, queried in batches."""
    last, needed = 0, loaded_fields(queryset.model)
    while batch := list(queryset.filter(pk__gt=last).order_by("pk").only(*needed)[:BATCH]):
        yield from zip(batch, known_names_of_each([text.text for text in batch]), strict=True)
        last = batch[-1].pk


def loaded_fields(model: type[Any]) -> list[str]:
    return [*NEEDED, *(["author", "written_by"] if model is Article else [])]


@transaction.atomic
def store_results(model: type[Any], batch: list[Pair]) -> int:
    """Store the results, except for texts that were changed since they were read."""
    present = model._default_manager.select_for_update().filter(pk__in=[t.pk for t, _r in batch])
    bodies = dict(present.values_list("pk", "body"))
    made = []
    for text, result in batch:
        if isinstance(result, rendering.Rendered) and bodies.get(text.pk) == text.body:
            text.set_rendered(result)
            made.append(text)
    model._default_manager.bulk_update(made, STORED_FIELDS)
    if model is Article:
        article_links.update_links(text.pk for text in made)
    if waited := [text.pk for text in made if text.pending_status]:
        model._default_manager.filter(pk__in=waited).apply_pending_status()
    return len(made)
