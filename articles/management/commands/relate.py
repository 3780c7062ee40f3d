"""Recompute term counts, keywords and related articles of all articles."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, no_translations
from tqdm import tqdm

from articles.publishing.relate_all import relate_everything


class Command(BaseCommand):
    help = (
        "Find out anew which articles are about the same. Saving an article does it for that one; "
        "this counts the terms of all again, as after many deletions. Readers see the former "
        "relations until the new ones are there."
    )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{relate_everything(with_progress)} relations")


def with_progress(keys: list[int], name: str) -> Iterable[int]:
    return tqdm(keys, desc=name, unit="", disable=None)
