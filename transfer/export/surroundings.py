"""What belongs to articles and pages in other tables, with a number of queries that is fixed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles.models import Article, Page, PathRedirect, Redirect
from articles.models.trash import TrashEntry
from transfer.models import ImportedFile

ValuesByKey = defaultdict[int | None, list[str]]
MOST_NAMED = 500  # ids in a query: of more things, the values of all are read


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`keys` are those of the file of an import that have no field here. `status` is that before
    it came into the trash, '' elsewhere. `deleted` is when it came there.
    """

    former_slugs: list[str] = field(default_factory=list)
    old_paths: list[str] = field(default_factory=list)
    keys: Mapping[str, Any] = field(default_factory=dict)
    status: str = ""
    deleted: datetime | None = None


NOTHING = Surroundings()


def surroundings_of(things: Sequence[Article] | Sequence[Page]) -> dict[int, Surroundings]:
    """What belongs to each, by its id: all articles, or all pages. Four queries."""
    if not things:
        return {}
    keys = [thing.pk for thing in things]
    column = "page" if isinstance(things[0], Page) else "article"
    slugs, paths = former_slugs_and_paths(str(things[0].KIND), keys)
    imported = ImportedFile.objects.filter(**{f"{column}__in": keys})
    kept = dict(imported.values_list(column, "keys"))
    trashed = in_trash(keys) if column == "article" else {}
    return {
        thing.pk: Surroundings(
            [slug for slug in slugs[thing.pk] if slug != thing.slug],
            paths[thing.pk],
            kept.get(thing.pk, {}),
            *trashed.get(thing.pk, ()),
        )
        for thing in things
    }


def former_slugs_and_paths(kind: str, keys: Sequence[int]) -> tuple[ValuesByKey, ValuesByKey]:
    """The former slugs and the addresses on former sites of things of this kind. Two queries."""
    few = {"target__in": keys} if len(keys) <= MOST_NAMED else {}
    slugs = Redirect.objects.filter(kind=kind, **few).values_list("target", "slug")
    paths = PathRedirect.objects.filter(kind=kind, **few).values_list("target", "path")
    return values_by_key(slugs), values_by_key(paths)


def values_by_key(rows: Iterable[tuple[int | None, str]]) -> ValuesByKey:
    found = defaultdict(list)
    for key, value in sorted(rows, key=lambda row: row[1]):
        found[key].append(value)
    return found


def in_trash(articles: list[int]) -> dict[int, tuple[str, datetime]]:
    """The status that articles in the trash had, and when they came there."""
    entries = TrashEntry.objects.filter(article__in=articles)
    return {
        key: (status, at)
        for key, status, at in entries.values_list("article", "status", "deleted_at")
    }
