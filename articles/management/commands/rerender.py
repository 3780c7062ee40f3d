"""Bring stored pages up to date with the renderer."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from tqdm import tqdm

from articles import rendering
from articles.models import Article, Page

BATCH = 200
STORED = ("html", "toc", "excerpt", "text", "counts", "warnings", "renderer_version")


class Command(BaseCommand):
    help = "Render again, on all cores, what an older version of the renderer made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="render everything again")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = 0, []
        for model in (Article, Page):
            texts = model._default_manager.all()
            if not options["all"]:
                texts = texts.exclude(renderer_version=rendering.VERSION)
            numbers = list(texts.order_by("pk").values_list("pk", flat=True))
            with tqdm(total=len(numbers), desc=model._meta.label, disable=None) as bar:
                for batch in batches(numbers):
                    failed += rerender(texts.model._default_manager.filter(pk__in=batch), options)
                    bar.update(len(batch))
            done += len(numbers)
        for name in failed:
            self.stdout.write(f"kept as it was: {name}")
        self.stdout.write(f"{done - len(failed)} rendered, {len(failed)} failed")


def batches(numbers: list[int]) -> Iterator[list[int]]:
    """So many at a time that memory stays bounded however many there are."""
    return (numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH))


def rerender(chosen: QuerySet[Any], options: dict[str, Any]) -> list[str]:
    """Render and store them; what failed, in words."""
    texts = list(chosen)
    jobs = [(t.body, {"dialect": t.dialect, "language": t.language}) for t in texts]
    failed = []
    for text, result in zip(texts, rendering.render_many(jobs, options["workers"]), strict=True):
        text.renderer_version = rendering.VERSION
        if isinstance(result, rendering.RenderError):
            text.warnings = [{"line": None, "message": str(result)}]
            failed.append(f"{text}: {result}")
        else:
            text.accept(result)
    chosen.model._default_manager.bulk_update(texts, STORED, batch_size=20)
    return failed
