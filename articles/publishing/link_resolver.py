"""Looks up the targets of the links and pictures of a text, before it is rendered.

A link names an article or a page by file path, slug or title.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.apps import apps
from django.db.models import Q

from articles import slugs
from articles.languages import default_language
from articles.publishing.embed_details import known_embeds
from articles.publishing.uploads import UploadLookup
from rendering import ARTICLES, KnownNames, Target, mentions

ENDINGS = (".md", ".markdown", ".html", ".htm")
MAX_SLUG_LENGTH = 100  # of slugs that the importer makes of file names
# Names in one query. Databases limit the parameters of a query.
BATCH = 1000
NEEDED = ("title", "slug", "source_path")
NO_NAMES = KnownNames()


class LinkTarget(Protocol):
    """An article or a page."""

    pk: Any
    title: Any
    slug: Any
    source_path: Any

    def is_public(self) -> bool: ...
    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RenderSource:
    """A Markdown source; `itself` is its article or page.

    `coming` are the articles, drafts and files that a running import will store, by their names in
    links.
    """

    source: str
    dialect: str = "commonmark"
    itself: Any = None
    coming: KnownNames = NO_NAMES

    @property
    def origin(self) -> str:
        return self.itself.source_path if self.itself else ""

    @property
    def language(self) -> str:
        return self.itself.language if self.itself else default_language()

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
        there = {**text.coming.files, **uploads.find(found.files, text.language)}
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
        if (name in text.coming.drafts if thing is None else is_known_draft(text, thing))
    )


def is_known_draft(text: RenderSource, thing: LinkTarget) -> bool:
    return not thing.is_public() and text.may_see_draft(thing)


# Articles and pages by name


class LinkName(NamedTuple):
    """What a name in a link may be: the path of an imported file, a slug, a title.

    `made` has the slug that the importer would make of the name.
    """

    paths: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    made: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, origin: str) -> LinkName:
        """`origin` is the path of the imported file that contains the link; '' if none."""
        if name.startswith(ARTICLES):
            return cls(slugs=(name.removeprefix(ARTICLES).strip("/"),))
        last = name.rstrip("/").rpartition("/")[2]
        stem = next((last[: -len(end)] for end in ENDINGS if last.lower().endswith(end)), last)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), name))
        made = slugs.in_any_script(stem, longest=MAX_SLUG_LENGTH)
        return cls(
            paths=(path, *(path + end for end in ENDINGS[:2])) if origin else (),
            slugs=(stem,),
            titles=(name, stem),
            made=(made,) if made else (),
        )


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Articles and pages by path, slug, title and former slug."""

    paths: dict[str, LinkTarget] = field(default_factory=dict)
    slugs: dict[str, LinkTarget] = field(default_factory=dict)
    titles: dict[str, LinkTarget] = field(default_factory=dict)
    former: dict[str, LinkTarget] = field(default_factory=dict)

    @classmethod
    def for_names(cls, names: Sequence[LinkName]) -> LinkIndex:
        """The index of what these names may mean: a few queries for up to BATCH names."""
        index = cls()
        for start in range(0, len(names), BATCH):
            some = names[start : start + BATCH]
            moved = former_slugs(some)
            articles, pages = named_articles_and_pages(some, moved.values())
            targets: list[LinkTarget] = [*articles, *pages]
            for target in targets:
                index.add(target)
            by_pk = {article.pk: article for article in articles}
            index.former.update((slug, by_pk[pk]) for slug, pk in moved.items() if pk in by_pk)
        return index

    def add(self, target: LinkTarget) -> None:
        """The first target keeps a name, but a public one replaces one that is not."""
        for names, name in (
            (self.paths, target.source_path),
            (self.slugs, target.slug),
            (self.titles, target.title),
        ):
            if name not in names or (target.is_public() and not names[name].is_public()):
                names[name] = target

    def find(self, link: LinkName) -> LinkTarget | None:
        """The first public target with this name, else the first one."""
        lookups = (
            (self.paths, link.paths),
            (self.titles, link.titles[:1]),
            (self.slugs, link.slugs),
            (self.titles, link.titles),
            (self.slugs, link.made),
            (self.former, (*link.slugs, *link.made)),
        )
        found = [known[name] for known, names in lookups for name in names if name in known]
        return next((target for target in found if target.is_public()), next(iter(found), None))


def former_slugs(spellings: Iterable[LinkName]) -> dict[str, int]:
    asked = {slug for spelling in spellings for slug in (*spelling.slugs, *spelling.made)}
    former = apps.get_model("articles", "Redirect")
    rows = former.objects.filter(kind=former.Kind.ARTICLE, slug__in=asked)
    return {slug: target for slug, target in rows.values_list("slug", "target") if target}


def named_articles_and_pages(
    spellings: Sequence[LinkName], moved: Collection[int]
) -> tuple[list[LinkTarget], list[LinkTarget]]:
    """The articles and the pages that these names may mean."""
    named = Q(slug__in=names_in(spellings, "slugs", "made"))
    named |= Q(title__in=names_in(spellings, "titles"))
    named |= Q(source_path__in=names_in(spellings, "paths"))
    articles = (
        apps.get_model("articles", "Article")
        .objects.filter(named | Q(pk__in=moved))
        .order_by("-published_at", "-pk")
    )
    pages = apps.get_model("articles", "Page").objects.filter(named).order_by("pk")
    return (
        list(articles.only(*NEEDED, "status", "published_at", "author")),
        list(pages.only(*NEEDED, "is_published")),
    )


def names_in(spellings: Iterable[LinkName], *fields: str) -> set[str]:
    return {name for spelling in spellings for each in fields for name in getattr(spelling, each)}
