"""Asks services for titles and pictures of the pages that texts show as cards.

This is a background task, and done only if the site settings allow it. No save and no reader waits
for it; afterwards the texts are rendered again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django_tasks import task

from articles.embeds import EmbedUnavailable, Transport, fetch_embed
from articles.publishing import indexing
from articles.publishing.embed_details import embedded_pages
from articles.publishing.rerender import text_models
from rendering import embeds_of

# What comes first in a key and looks the same in HTML
UNESCAPED = re.compile(r"[^&\"'<>\xa0]*")
BATCH = 10  # pages between two renderings of the texts that show them

TRANSPORT = Transport()


def request_embeds(html: str) -> None:
    """Ask for the pages in `html` that are not known yet, if this transaction is committed."""
    if (keys := embeds_of(html)) and may_ask():
        request_pages(keys)


def request_all() -> None:
    """Ask for all pages that texts show and that are not known yet."""
    if may_ask():
        add_all()
        request_pages(())


@transaction.atomic
def request_pages(keys: Iterable[str]) -> None:
    embedded_pages().add_missing(keys)
    if embedded_pages().due().exists():
        fetch_embeds.enqueue()


@task()
def fetch_embeds() -> None:
    """Ask for all pages whose time has come, and again later for those that failed."""
    if may_ask():
        fetch_due(TRANSPORT)
        if later := embedded_pages().next_try():
            fetch_embeds.using(run_after=later).enqueue()


def add_all() -> None:
    for model in text_models():
        showing = model._default_manager.filter(counts__embeds__gt=0)
        for html in showing.values_list("html", flat=True).iterator():
            embedded_pages().add_missing(embeds_of(html))


def may_ask() -> bool:
    return bool(apps.get_model("articles", "SiteSettings").current().fetch_embeds)


def fetch_due(transport: Transport) -> tuple[int, int]:
    """Ask for all pages whose time has come. The numbers of those that succeeded and failed."""
    succeeded = failed = 0
    while results := fetch_batch(transport):
        succeeded += sum(results.values())
        failed += len(results) - sum(results.values())
        render_showing(results)
    return succeeded, failed


def fetch_batch(transport: Transport) -> dict[str, bool]:
    """The keys of a few pages, and whether the service answered."""
    results: dict[str, bool] = {}
    while len(results) < BATCH and (page := embedded_pages().claim_next()):
        try:
            page.store_details(fetch_embed(page.key, transport))
        except EmbedUnavailable as error:
            page.store_fault(error.message)
        results[page.key] = not page.fault
    return results


def render_showing(keys: Collection[str]) -> None:
    """Render the texts that show one of these pages: they get its title, or a warning."""
    articles, pages = text_models()
    indexing.update_index(render_texts_again(articles, keys))
    render_texts_again(pages, keys)


def render_texts_again(model: type[Any], keys: Collection[str]) -> list[int]:
    """The ids of the texts of this model that show one of the pages."""
    likely = Q()
    for key in keys:
        likely |= Q(html__contains=f'data-embed="{UNESCAPED.match(key)[0]}')  # type: ignore[index]
    rendered = []
    for text in model._default_manager.filter(likely):
        if not set(keys).isdisjoint(embeds_of(text.html)):
            text.render()
            text.store_rendering()
            rendered.append(text.pk)
    return rendered
