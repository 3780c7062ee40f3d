"""What is known of the pages of other sites that a text shows as cards."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage

from articles.embeds import HEIGHT, WIDTH
from rendering import EmbedDetails, File


def embedded_pages() -> Any:
    return apps.get_model("articles", "EmbeddedPage").objects


def known_embeds(keys: Collection[str]) -> dict[str, EmbedDetails]:
    """The details of these pages, by one query; without keys by none."""
    pages = embedded_pages().filter(key__in=keys) if keys else ()
    return {
        page.key: EmbedDetails(page.title, page.author, picture_file(page.picture), page.fault)
        for page in pages
    }


def picture_file(name: str) -> File | None:
    return File(default_storage.url(name), WIDTH, HEIGHT) if name else None
