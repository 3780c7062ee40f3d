"""Finds the article or page that a link names by file path, slug or title."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.apps import apps
from django.db.models import Q

from articles import slugs
from rendering import ARTICLES

ENDINGS = (".md", ".markdown", ".html", ".htm")
MAX_SLUG_LENGTH = 100  # of slugs that the importer makes of file names
# Names in one query. Databases limit the parameters of a query.
BATCH = 1000
NEEDED = ("title", "slug", "source_path")


class LinkTarget(Protocol):
    """An article or a page."""

    pk: Any
    title: Any
    slug: Any
    source_path: Any

    def is_public(self) -> bool: ...
    def get_absolute_url(self) -> str: ...


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
