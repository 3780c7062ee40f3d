"""Which article or page a name in a link means."""

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
LONGEST_SLUG = 100  # as the importer makes them of the names of files
# Names in one query: databases bound how many values it may have.
AT_ONCE = 1000
NEEDED = ("title", "slug", "source_path")


class Thing(Protocol):
    """An article or a page: what a link may lead to."""

    pk: Any
    title: Any
    slug: Any
    source_path: Any

    def is_public(self) -> bool: ...
    def get_absolute_url(self) -> str: ...


class LinkName(NamedTuple):
    """What a name may be: a path of an imported file, a slug, a title, else a slug made of it."""

    paths: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    made: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, origin: str) -> LinkName:
        """`origin` is the imported file that the name is in, if any."""
        if name.startswith(ARTICLES):
            return cls(slugs=(name.removeprefix(ARTICLES).strip("/"),))
        last = name.rstrip("/").rpartition("/")[2]
        stem = next((last[: -len(end)] for end in ENDINGS if last.lower().endswith(end)), last)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), name))
        made = slugs.in_any_script(stem, longest=LONGEST_SLUG)
        return cls(
            paths=(path, *(path + end for end in ENDINGS[:2])) if origin else (),
            slugs=(stem,),
            titles=(name, stem),
            made=(made,) if made else (),
        )


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Articles and pages by what they may be called."""

    paths: dict[str, Thing] = field(default_factory=dict)
    slugs: dict[str, Thing] = field(default_factory=dict)
    titles: dict[str, Thing] = field(default_factory=dict)
    former: dict[str, Thing] = field(default_factory=dict)

    @classmethod
    def about(cls, spellings: Sequence[LinkName]) -> LinkIndex:
        """A few queries, however many the names are."""
        book = cls()
        for start in range(0, len(spellings), AT_ONCE):
            some = spellings[start : start + AT_ONCE]
            moved = former_slugs(some)
            articles, pages = stored(some, moved.values())
            things: list[Thing] = [*articles, *pages]
            for thing in things:
                book.enter(thing)
            by_pk = {article.pk: article for article in articles}
            book.former.update((slug, by_pk[pk]) for slug, pk in moved.items() if pk in by_pk)
        return book

    def enter(self, thing: Thing) -> None:
        """Who comes first keeps a name, but what readers can see comes before what they cannot."""
        for names, name in (
            (self.paths, thing.source_path),
            (self.slugs, thing.slug),
            (self.titles, thing.title),
        ):
            if name not in names or (thing.is_public() and not names[name].is_public()):
                names[name] = thing

    def find(self, spelling: LinkName) -> Thing | None:
        """What the name means in the first place, unless only another thing is for readers."""
        places = (
            (self.paths, spelling.paths),
            (self.titles, spelling.titles[:1]),
            (self.slugs, spelling.slugs),
            (self.titles, spelling.titles),
            (self.slugs, spelling.made),
            (self.former, (*spelling.slugs, *spelling.made)),
        )
        found = [book[name] for book, names in places for name in names if name in book]
        return next((thing for thing in found if thing.is_public()), next(iter(found), None))


def former_slugs(spellings: Iterable[LinkName]) -> dict[str, int]:
    asked = {slug for spelling in spellings for slug in (*spelling.slugs, *spelling.made)}
    former = apps.get_model("articles", "Redirect")
    rows = former.objects.filter(kind=former.Kind.ARTICLE, slug__in=asked)
    return {slug: target for slug, target in rows.values_list("slug", "target") if target}


def stored(
    spellings: Sequence[LinkName], moved: Collection[int]
) -> tuple[list[Thing], list[Thing]]:
    """The articles and the pages that the names may mean."""
    named = Q(slug__in=all_of(spellings, "slugs", "made"))
    named |= Q(title__in=all_of(spellings, "titles"))
    named |= Q(source_path__in=all_of(spellings, "paths"))
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


def all_of(spellings: Iterable[LinkName], *fields: str) -> set[str]:
    return {name for spelling in spellings for each in fields for name in getattr(spelling, each)}
