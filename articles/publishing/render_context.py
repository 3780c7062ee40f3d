"""What the site tells the renderer: where the links and pictures of a text lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.publishing.link_resolver import LinkIndex, LinkName, Thing
from articles.publishing.uploads import Files
from rendering import KnownNames, Target, mentions

NOTHING = KnownNames()


@dataclass(frozen=True, slots=True)
class Text:
    """A source whose names are to be explained; `itself` is the article or page that it is of.

    `coming` are the articles and files that an import is about to store, by their addresses.
    """

    source: str
    dialect: str = "commonmark"
    itself: Any = None
    coming: KnownNames = NOTHING

    @property
    def origin(self) -> str:
        return self.itself.source_path if self.itself else ""

    def may_hear_of(self, draft: Thing) -> bool:
        """Authors of their own drafts; of pages and topics, which editors write, all."""
        author = getattr(self.itself, "author_id", None)
        return author is None or author == getattr(draft, "author_id", None)


def known_to(text: Text) -> KnownNames:
    return known_to_each([text])[0]


def known_to_each(texts: Sequence[Text]) -> list[KnownNames]:
    """A few queries for any number of texts with any number of names; each file once."""
    mentioned = [mentions(text.source, text.dialect) for text in texts]
    spelled = [
        {name: LinkName.of(name, text.origin) for name in found.articles}
        for text, found in zip(texts, mentioned, strict=True)
    ]
    book = LinkIndex.about([spelling for names in spelled for spelling in names.values()])
    files = Files()
    known = []
    for text, names, found in zip(texts, spelled, mentioned, strict=True):
        meant = {name: book.find(spelling) for name, spelling in names.items()}
        there = {**text.coming.files, **files.among(found.files)}
        known.append(KnownNames(targets(text, meant), there, drafts(text, meant)))
    return known


def targets(text: Text, meant: Mapping[str, Thing | None]) -> dict[str, Target]:
    """Only what readers can reach: no draft shows its title or its address through a link."""
    found = {}
    for name, thing in meant.items():
        if thing is None:
            if name in text.coming.articles:
                found[name] = text.coming.articles[name]
        elif thing.is_public() or text.itself == thing:
            found[name] = Target(thing.get_absolute_url(), thing.title)
    return found


def drafts(text: Text, meant: Mapping[str, Thing | None]) -> frozenset[str]:
    return frozenset(
        name
        for name, thing in meant.items()
        if thing is not None and not thing.is_public() and text.may_hear_of(thing)
    )
