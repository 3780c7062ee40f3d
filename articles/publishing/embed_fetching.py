"""Asks services for titles and pictures of the pages that texts show as cards.

This is done in the background, and only if the site settings allow it. No save and no reader waits
for it; afterwards the texts are rendered again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable
from functools import partial
from threading import Lock, Thread
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from articles.embeds import EmbedUnavailable, Transport, fetch_embed
from articles.publishing import indexing
from articles.publishing.embed_details import embedded_pages
from articles.publishing.rerender import text_models
from rendering import embeds_of

# What comes first in a key and looks the same in HTML
UNESCAPED = re.compile(r"[^&\"'<>\xa0]*")
BATCH = 10  # pages between two renderings of the texts that show them

log = logging.getLogger(__name__)


def request_after_commit(html: str) -> None:
    """After the commit, ask for the pages in `html` that are not known yet."""
    if keys := embeds_of(html):
        transaction.on_commit(partial(request_embeds, keys), robust=True)


def request_embeds(keys: Iterable[str]) -> None:
    if may_ask():
        embedded_pages().add_missing(keys)
        FETCHER.start()


def request_all() -> None:
    """Ask for all pages that texts show and that are not known yet."""
    if may_ask():
        add_all()
        FETCHER.start()


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
            page.store_fault(str(error))
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


class BackgroundFetcher:
    """A thread that asks for what is due, and ends when there is nothing more."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.lock = Lock()
        self.is_running = self.is_wanted = False

    def start(self) -> None:
        with self.lock:
            self.is_wanted = True
            if not self.is_running:
                self.is_running = True
                Thread(target=self.run, name="embeds", daemon=True).start()

    def run(self) -> None:
        try:
            while self.is_wanted_again():
                fetch_due(self.transport)
        except Exception:  # what is left is tried by the next start
            log.exception("Titles and pictures of embeds could not be fetched")
            self.is_running = False
        finally:
            connection.close()

    def is_wanted_again(self) -> bool:
        """Whether there was a request since the last time. If not, the thread ends."""
        with self.lock:
            self.is_running, self.is_wanted = self.is_wanted, False
            return self.is_running


FETCHER = BackgroundFetcher(Transport())
