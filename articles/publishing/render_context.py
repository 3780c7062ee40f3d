"""Looks up the targets of the links and pictures of a text, before it is rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.publishing.embed_details import known_embeds
from articles.publishing.link_resolver import LinkIndex, LinkName, LinkTarget
from articles.publishing.uploads import UploadLookup
from rendering import KnownNames, Target, mentions

NO_NAMES = KnownNames()


@dataclass(frozen=True, slots=True)
class RenderSource:
    """A Markdown source; `itself` is its article or page.

    `coming` are the articles and files that a running import will store, by their names in links.
    """

    source: str
    dialect: str = "commonmark"
    itself: Any = None
    coming: KnownNames = NO_NAMES

    @property
    def origin(self) -> str:
        return self.itself.source_path if self.itself else ""

    def may_see_draft(self, draft: LinkTarget) -> bool:
        """Whether its author may know of the draft: authors of their own, editors of all."""
        author = getattr(self.itself, "author_id", None)
        return author is None or author == getattr(draft, "author_id", None)


def known_names(text: RenderSource) -> KnownNames:
    return known_names_of_each([text])[0]


def known_names_of_each(texts: Sequence[RenderSource]) -> list[KnownNames]:
    """The targets of the names in each text, by a few queries. Each file is checked once."""
    mentioned = [mentions(text.source, text.dialect) for text in texts]
    links = [
        {name: LinkName.of(name, text.origin) for name in found.articles}
        for text, found in zip(texts, mentioned, strict=True)
    ]
    index = LinkIndex.for_names([link for names in links for link in names.values()])
    uploads = UploadLookup()
    embeds = known_embeds({key for found in mentioned for key in found.embeds})
    known = []
    for text, names, found in zip(texts, links, mentioned, strict=True):
        meant = {name: index.find(link) for name, link in names.items()}
        there = {**text.coming.files, **uploads.find(found.files)}
        targets, drafts = public_targets(text, meant), mentioned_drafts(text, meant)
        cards = {key: embeds[key] for key in found.embeds if key in embeds}
        known.append(KnownNames(targets, there, drafts, cards))
    return known


def public_targets(text: RenderSource, meant: Mapping[str, LinkTarget | None]) -> dict[str, Target]:
    """The public ones: a link must not reveal the title or the address of a draft."""
    found = {}
    for name, thing in meant.items():
        if thing is None:
            if name in text.coming.articles:
                found[name] = text.coming.articles[name]
        elif thing.is_public() or text.itself == thing:
            found[name] = Target(thing.get_absolute_url(), thing.title)
    return found


def mentioned_drafts(text: RenderSource, meant: Mapping[str, LinkTarget | None]) -> frozenset[str]:
    return frozenset(
        name
        for name, thing in meant.items()
        if thing is not None and not thing.is_public() and text.may_see_draft(thing)
    )
