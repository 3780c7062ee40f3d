"""Addresses of Ghost: `/slug/`, or what routes.yaml says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import yaml

from transfer.json_values import object_of, text_value

DEFAULT = "/{slug}/"
VARIABLE = re.compile(r"[:{](\w+)\}?")
CONDITION = re.compile(r"(-?)([\w.]+):(-?)(~?\[[^\]]*\]|'[^']*'|[^+,()\s]+)")
NAMES = {"tag": "tags", "tags": "tags", "author": "authors", "authors": "authors"}


@dataclass(frozen=True, slots=True)
class GhostPost:
    """What addresses are made of. `date` is in the time zone of the old site."""

    pk: str
    slug: str
    date: datetime | None
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    is_featured: bool


@dataclass(frozen=True, slots=True)
class GhostRoutes:
    """`collections` are filters with the pattern of their addresses, in order."""

    collections: tuple[tuple[str, str], ...] = (("", DEFAULT),)
    taxonomies: Mapping[str, str] = field(
        default_factory=lambda: {"tag": "/tag/{slug}/", "author": "/author/{slug}/"}
    )

    def address(self, post: GhostPost) -> str:
        """The address of a post in the first collection that takes it; "" for none."""
        for condition, pattern in self.collections:
            if filter_takes(condition, post):
                return VARIABLE.sub(lambda match: address_part(match[1], post), pattern)
        return ""

    def list_address(self, kind: str, slug: str) -> str:
        pattern = self.taxonomies.get(kind, "")
        return VARIABLE.sub(slug, pattern) if pattern else ""


def read_routes(text: str) -> GhostRoutes:
    """The routes of a routes.yaml; the default ones for a broken file."""
    try:
        stated = object_of(yaml.safe_load(text))
    except yaml.YAMLError:
        return GhostRoutes()
    collections = tuple(collections_of(object_of(stated.get("collections"))))
    taxonomies = {
        kind: pattern
        for kind, pattern in object_of(stated.get("taxonomies")).items()
        if isinstance(pattern, str)
    }
    return GhostRoutes(collections or (("", DEFAULT),), taxonomies)


def collections_of(stated: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for path, values in stated.items():
        settings = object_of(values)
        pattern = text_value(settings.get("permalink")) or f"{path.rstrip('/')}/{{slug}}/"
        yield text_value(settings.get("filter")), pattern


def filter_takes(condition: str, post: GhostPost) -> bool:
    """Whether a post passes a filter of Ghost: `tag:news+featured:true,author:anna`."""
    if not condition:
        return True
    outside = re.sub(r"\[[^\]]*\]", lambda match: match[0].replace(",", ";"), condition)
    return any(
        all(passes(each, post) for each in CONDITION.finditer(alternative))
        for alternative in outside.split(",")
    )


def passes(match: re.Match[str], post: GhostPost) -> bool:
    wanted = {each.strip(" '\"") for each in re.split(r"[;,]", match[4].strip("~[]'"))}
    key = match[2]
    if key in NAMES:
        found = set(getattr(post, NAMES[key]))
    elif key in ("primary_tag", "primary_author"):
        found = {*(post.tags if key == "primary_tag" else post.authors)[:1]}
    elif key == "featured":
        found = {str(post.is_featured).lower()}
    else:
        return True
    return bool(found & wanted) != bool(match[1] or match[3])


def address_part(name: str, post: GhostPost) -> str:
    dates = {"year": "%Y", "month": "%m", "day": "%d"}
    if name in dates:
        return post.date.strftime(dates[name]) if post.date else ""
    names = {
        "slug": post.slug,
        "id": post.pk,
        "primary_tag": next(iter(post.tags), "all"),
        "primary_author": next(iter(post.authors), "all"),
        "author": next(iter(post.authors), "all"),
    }
    return names.get(name, "")
