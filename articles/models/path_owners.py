"""What the site itself answers at a path."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.apps import apps
from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, URLResolver, get_resolver, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models.redirects import Redirect
from blog.middleware import private_paths

SITE = "site"  # the kind of what belongs to no object: lists, feeds, files, the admin


class SluggedModel(NamedTuple):
    model: str
    name: Promise
    slug: str = "slug"  # the column
    named_by: tuple[str, ...] = ("name",)  # other columns that Owner needs


MODELS = {
    "article": SluggedModel("Article", _("article"), named_by=("title", "status", "published_at")),
    "page": SluggedModel("Page", _("page"), named_by=("title", "is_published")),
    "topic": SluggedModel("Category", _("topic")),
    "tag": SluggedModel("Tag", _("tag")),
    "series": SluggedModel("Series", _("series")),
    "author": SluggedModel(
        "User",
        _("author"),
        named_by=("username", "display_name", "first_name", "last_name", "shows_name"),
    ),
}
# Names of URL patterns by which an object has a second address
SECOND_ADDRESSES = {"markdown": "article"}

Meant = tuple[str, str]  # kind and slug
Key = tuple[str, int | None]  # kind and id


class Owner(NamedTuple):
    """What a path belongs to. `answers`: whether readers get something there now."""

    kind: str
    id: int | None = None
    name: str = ""
    answers: bool = True


def owners_of(paths: Iterable[str]) -> dict[str, Owner]:
    """What each of these normal paths belongs to; paths of nothing are left out.

    One query for each kind that the paths may mean, and one for former slugs.
    """
    asked, owners = dict[Meant, list[str]](), dict[str, Owner]()
    for path in paths:
        for kind, slug in meanings_of(path):
            if kind == SITE:
                owners[path] = Owner(SITE)
            else:
                asked.setdefault((kind, slug), []).append(path)
    for meant, owner in (former_owners(asked) | present_owners(asked)).items():
        owners |= dict.fromkeys(asked[meant], owner)
    return owners


def meanings_of(path: str) -> Iterator[Meant]:
    """Kind and slug of the objects that could answer; SITE if the site does in any case."""
    plain = unquote(path)
    if f"{plain}/".startswith(private_paths()):
        yield SITE, ""
        return
    _empty, first, *more = plain.split("/")
    if more and first not in first_segments():
        return  # ten times as fast as asking each pattern
    for each in {plain, f"{plain.rstrip('/')}/"}:
        try:
            yield meaning_of(resolve(each))
        except Resolver404:
            continue


@cache
def first_segments() -> frozenset[str]:
    """The first segments of all URL patterns. Those that begin with a variable have no other."""
    patterns = get_resolver().url_patterns
    included = (each for each in patterns if isinstance(each, URLResolver))
    nested = (each.url_patterns for each in included if not str(each.pattern))
    routes = (str(each.pattern) for each in chain(patterns, *nested))
    return frozenset(route.removeprefix("^").partition("/")[0] for route in routes)


def meaning_of(match: ResolverMatch) -> Meant:
    name = match.url_name or ""
    kind = SECOND_ADDRESSES.get(name, name)
    return (kind, match.kwargs[MODELS[kind].slug]) if kind in MODELS else (SITE, "")


def present_owners(asked: Iterable[Meant]) -> dict[Meant, Owner]:
    slugs = dict[str, list[str]]()
    for kind, slug in asked:
        slugs.setdefault(kind, []).append(slug)
    return {
        (kind, getattr(thing, MODELS[kind].slug)): owner_of(kind, thing)
        for kind, theirs in slugs.items()
        for thing in things_with(kind, theirs)
    }


def things_with(kind: str, slugs: list[str]) -> QuerySet[Any]:
    return things_of(kind).filter(**{f"{MODELS[kind].slug}__in": slugs})


def things_of(kind: str) -> QuerySet[Any]:
    """All objects of a kind, with the columns that Owner needs."""
    described = MODELS[kind]
    things = apps.get_model("articles", described.model)._default_manager.order_by()
    return things.only(described.slug, *described.named_by)


def names_by_key(keys: Iterable[Key], *, drafts: bool = True) -> dict[Key, str]:
    """The names of these objects, with a query for each kind; deleted ones are left out.

    Without `drafts`, those that readers do not see have the name ''.
    """
    ids = dict[str, set[int | None]]()
    for kind, pk in keys:
        ids.setdefault(kind, set()).add(pk)
    return {
        (kind, thing.pk): str(thing) if drafts or owner_of(kind, thing).answers else ""
        for kind in ids.keys() & MODELS.keys()
        for thing in things_of(kind).filter(pk__in=ids[kind] - {None})
    }


def owner_of(kind: str, thing: Any) -> Owner:
    answers = not hasattr(thing, "is_public") or thing.is_public()
    return Owner(kind, thing.pk, str(thing), answers)


def former_owners(asked: Collection[Meant]) -> dict[Meant, Owner]:
    """The objects that had these slugs and were not deleted."""
    if not asked:
        return {}
    slugs = {slug for _kind, slug in asked}
    rows = Redirect.objects.filter(slug__in=slugs, target__isnull=False)
    return {
        (row.kind, row.slug): Owner(row.kind, row.target)
        for row in rows
        if (row.kind, row.slug) in asked
    }
