"""Renders texts again that link to an article which was published or removed, or use a file which
has changed.

A changed slug needs nothing, because former addresses redirect. Texts that name a scheduled article
are rendered again by the next `manage.py rerender`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q

from articles.publishing import article_links
from articles.publishing.link_resolver import LinkName, LinkTarget, known_names_of_each
from media.models import FileUse, UsedBy
from rendering import VERSION, is_package_installed

# Limits for one change, since its author waits. `manage.py rerender` does the rest.
MAX_TEXTS, MAX_SECONDS = 50, 5.0
# The columns by which links name an article or a page.
LINKED_FIELDS = ("title", "slug", "source_path")


def on_published(things: Iterable[LinkTarget]) -> None:
    """After the commit, render texts again that have a broken link to one of these."""
    public = [thing for thing in things if thing.is_public()]
    if public:
        transaction.on_commit(partial(rerender_mentions, public), robust=True)


def on_removed(addresses: Iterable[str]) -> None:
    """After the commit, render texts again that link to one of these addresses."""
    gone = list(addresses)
    if gone:
        transaction.on_commit(partial(rerender_links, gone), robust=True)


def rerender_mentions(things: list[LinkTarget]) -> None:
    named = LinkedNames(things)
    for model in text_models():
        broken = model._default_manager.filter(counts__broken__gt=0)
        rows = broken.order_by("-pk").values_list("pk", "source_path", "links")
        wanting = (pk for pk, origin, links in rows.iterator() if named.in_any(links, origin))
        rerender_texts(model, list(islice(wanting, MAX_TEXTS)))


def rerender_links(addresses: list[str]) -> None:
    linking = Q()
    for address in addresses[:MAX_TEXTS]:
        linking |= Q(html__contains=f'href="{address}')
    for model in text_models():
        rows = model._default_manager.filter(linking).order_by("-pk")
        rerender_texts(model, list(rows.values_list("pk", flat=True)[:MAX_TEXTS]))


def text_models() -> tuple[type[Any], type[Any]]:
    """The models with a Markdown body."""
    return apps.get_model("articles", "Article"), apps.get_model("articles", "Page")


class LinkedNames:
    """The names of some articles and pages, to be looked for in broken links."""

    def __init__(self, things: Sequence[LinkTarget]) -> None:
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


def outdated_count() -> int:
    """How many texts `manage.py rerender` would certainly change."""
    return sum(map(outdated_count_of, text_models()))


def rerender_users(users: list[UsedBy]) -> None:
    """Render all texts again that use a file which has changed: nobody waits for this.

    Drafts are rendered when they are opened.
    """
    keys = {kind: [user.key for user in users if user.kind == kind] for kind in FileUse.Kind}
    articles, pages = text_models()
    for model, pks in ((articles, keys[FileUse.Kind.ARTICLE]), (pages, keys[FileUse.Kind.PAGE])):
        for start in range(0, len(pks), MAX_TEXTS):
            rerender_texts(model, pks[start : start + MAX_TEXTS], seconds=math.inf)
    renew_lists(articles, keys[FileUse.Kind.COVER])
    for name, kind in (("Category", FileUse.Kind.TOPIC), ("User", FileUse.Kind.AUTHOR)):
        for each in apps.get_model("articles", name)._default_manager.filter(pk__in=keys[kind]):
            each.save()  # which renders the short text


def renew_lists(articles: type[Any], pks: list[int]) -> None:
    """Let pages that show the covers of these articles be made again.

    Writing a row of a public article starts a new version of the site, whatever is written.
    """
    if pks:
        shown = articles._default_manager.filter(pk__in=pks)
        shown.update(renderer_version=F("renderer_version"))


def outdated_count_of(model: type[Any]) -> int:
    texts = model._default_manager.order_by()
    lacking = texts.exclude(missing="").values_list("missing", flat=True)
    healed = [
        names for names in lacking.distinct() if any(map(is_package_installed, names.split()))
    ]
    old = ~Q(renderer_version=VERSION)
    return int(texts.filter(old | Q(missing__in=healed)).count())


def rerender_texts(model: type[Any], pks: list[int], *, seconds: float | None = None) -> None:
    """After `seconds`, by default MAX_SECONDS, the rest is left as it is."""
    end = time.monotonic() + (MAX_SECONDS if seconds is None else seconds)
    texts = list(model._default_manager.filter(pk__in=pks))
    for text, known in zip(texts, known_names_of_each([text.text for text in texts]), strict=True):
        if time.monotonic() < end:
            text.render(known)
            text.store_rendering()
    if model is apps.get_model("articles", "Article"):
        article_links.update_links(pks)
    if waited := [text.pk for text in texts if text.pending_status]:
        model._default_manager.filter(pk__in=waited).apply_pending_status()
