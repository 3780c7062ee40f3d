"""Texts that mention what appears or vanishes are rendered again.

Renaming needs nothing: old addresses redirect. What appears by the clock alone is found the next
time that `manage.py rerender` runs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from articles.publishing.link_resolver import LinkName, Thing
from articles.publishing.render_context import known_to_each
from rendering import VERSION, is_package_installed

# In one go, while somebody waits; the others follow with the next `manage.py rerender`.
MOST, SECONDS = 50, 5.0
# What links may name of an article or a page.
NAMED = ("title", "slug", "source_path")


def on_published(things: Iterable[Thing]) -> None:
    """Once this is stored for good, links that name one of the things lead there."""
    public = [thing for thing in things if thing.is_public()]
    if public:
        transaction.on_commit(partial(rerender_mentions, public), robust=True)


def on_removed(addresses: Iterable[str]) -> None:
    """Once this is stored for good, links to the addresses become text."""
    gone = list(addresses)
    if gone:
        transaction.on_commit(partial(rerender_links, gone), robust=True)


def rerender_mentions(things: list[Thing]) -> None:
    named = Named(things)
    for model in models():
        broken = model._default_manager.filter(counts__broken__gt=0)
        rows = broken.order_by("-pk").values_list("pk", "source_path", "links")
        wanting = (pk for pk, origin, links in rows.iterator() if named.in_any(links, origin))
        render_again(model, list(islice(wanting, MOST)))


def rerender_links(addresses: list[str]) -> None:
    linking = Q()
    for address in addresses[:MOST]:
        linking |= Q(html__contains=f'href="{address}')
    for model in models():
        rows = model._default_manager.filter(linking).order_by("-pk")
        render_again(model, list(rows.values_list("pk", flat=True)[:MOST]))


def models() -> tuple[type[Any], type[Any]]:
    """Those that hold a text."""
    return apps.get_model("articles", "Article"), apps.get_model("articles", "Page")


class Named:
    """The names of some things, ready to be found in broken links."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self.slugs = {thing.slug for thing in things}
        self.titles = {thing.title for thing in things}
        self.paths = {thing.source_path for thing in things if thing.source_path}

    def in_any(self, links: list[dict[str, Any]], origin: str) -> bool:
        return any(self.in_link(link["target"], origin) for link in links if link["broken"])

    def in_link(self, target: str, origin: str) -> bool:
        name = target.partition("#")[0]
        return any(
            self.has(LinkName.of(each, origin)) for each in {name, name.partition("?")[0]} - {""}
        )

    def has(self, spelling: LinkName) -> bool:
        return not (
            self.slugs.isdisjoint((*spelling.slugs, *spelling.made))
            and self.titles.isdisjoint(spelling.titles)
            and self.paths.isdisjoint(spelling.paths)
        )


def due() -> int:
    """How many texts `manage.py rerender` would certainly make better than they are."""
    return sum(map(due_of, models()))


def due_of(model: type[Any]) -> int:
    texts = model._default_manager.order_by()
    lacking = texts.exclude(missing="").values_list("missing", flat=True)
    healed = [said for said in lacking.distinct() if any(map(is_package_installed, said.split()))]
    old = ~Q(renderer_version=VERSION)
    return int(texts.filter(old | Q(missing__in=healed)).count())


def render_again(model: type[Any], pks: list[int]) -> None:
    end = time.monotonic() + SECONDS
    texts = list(model._default_manager.filter(pk__in=pks))
    for text, known in zip(texts, known_to_each([text.text for text in texts]), strict=True):
        if time.monotonic() < end:
            text.render(known)
            text.keep_rendering()
    if waited := [text.pk for text in texts if text.pending_status]:
        model._default_manager.filter(pk__in=waited).settle()
