"""Fields of an article as keys of front matter, in the words that the file uses already."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models.cover_field import cover_address
from desk.models.content import Content
from transfer.reading import front_matter, front_matter_values, visibility
from transfer.reading.visibility_words import ARCHIVED, DRAFT

from .folder.front_matter_edits import Value

Head = Mapping[str, Any]
KeyChanges = dict[str, Value | None]
# Fields that a file of another system has no key for: they stay on the site.
SITE_ONLY = frozenset({"author", "dialect", "translation_of"})


def changed_keys(fields: Sequence[str], head: Head, wanted: Content) -> KeyChanges:
    """The keys to be written for these fields, apart from title and text. None: remove the key."""
    changes: KeyChanges = {}
    for field in fields:
        if write := WRITERS.get(field):
            changes |= write(head, wanted.metadata)
    return changes


def names_of_key(value: Any) -> tuple[str, ...]:
    return front_matter_values.read_names(value, spaced=False) if value else ()


def in_use(head: Head, keys: Sequence[str]) -> list[str]:
    """The keys of these that have a value, in the order in which they count."""
    return [key for key in keys if head.get(key) not in front_matter_values.EMPTY_VALUES]


def key_of(head: Head, keys: Sequence[str], usual: str) -> str:
    """The key that counts, else one without a value, else the usual one."""
    return next(iter([*in_use(head, keys), *(key for key in keys if key in head)]), usual)


def one_key(keys: Sequence[str], usual: str, field: str) -> Callable[[Head, Any], KeyChanges]:
    """Writes a field as the value of one key, and removes the key if there is no value."""

    def write(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
        value = metadata.get(field)
        if value in (None, ""):
            return dict.fromkeys(in_use(head, keys))
        return {key_of(head, keys, usual): value}

    return write


def write_slug(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    return {"slug": metadata["slug"]}


def write_date(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    if not metadata.get("published_at"):
        return dict.fromkeys(in_use(head, front_matter.DATES))
    moment = timezone.localtime(datetime.fromisoformat(metadata["published_at"]))
    return {key_of(head, front_matter.DATES, "date"): moment.isoformat(" ", "seconds")}


def write_topic(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    """Further categories of the file are tags."""
    present = in_use(head, front_matter.CATEGORIES)
    if metadata.get("category") is None:
        return dict.fromkeys(present)
    name = metadata["category"][1]
    key = key_of(head, front_matter.CATEGORIES, "category")
    return {key: [name] if isinstance(head.get(key), list) else name}


def write_tags(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    names = sorted(name for _key, name in metadata.get("tags", ()))
    key = key_of(head, front_matter.TAGS, "tags")
    before = names_of_key(head.get(key))
    kept = [name for name in before if name in names]
    ordered = kept + [name for name in names if name not in kept]
    changes: KeyChanges = {key: ordered} if ordered or before else {}
    categories = in_use(head, front_matter.CATEGORIES)
    if categories and len(names_of_key(head[categories[0]])) > 1:
        changes |= write_topic(head, metadata)
    return changes


def write_series(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    if metadata.get("series") is None:
        return dict.fromkeys(in_use(head, front_matter.SERIES))
    name = metadata["series"][1]
    return {"series": [name] if isinstance(head.get("series"), list) else name}


def write_cover(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    if not metadata.get("cover"):
        return dict.fromkeys(in_use(head, front_matter.COVERS))
    return {key_of(head, front_matter.COVERS, "cover"): cover_address(metadata["cover"])}


def write_featured(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    if metadata.get("featured"):
        return {key_of(head, front_matter.FEATURED, "featured"): True}
    return dict.fromkeys(in_use(head, front_matter.FEATURED))


def write_status(head: Head, metadata: Mapping[str, Any]) -> KeyChanges:
    """The keys of the file that say who may read it; `draft` where there are none."""
    status = metadata["status"]
    changes: KeyChanges = {}
    if "draft" in head:
        changes["draft"] = status == DRAFT
    if "published" in head and not visibility.date_or_none(head["published"]):
        changes["published"] = status != DRAFT
    if "status" in head or status == ARCHIVED:
        changes["status"] = status
    if not changes and status == DRAFT:
        changes["draft"] = True
    return changes


WRITERS: Mapping[str, Callable[[Head, Any], KeyChanges]] = {
    "slug": write_slug,
    "published_at": write_date,
    "category": write_topic,
    "tags": write_tags,
    "series": write_series,
    "cover": write_cover,
    "featured": write_featured,
    "status": write_status,
    "language": one_key(front_matter.LANGUAGES, "lang", "language"),
    "part": one_key(front_matter.PARTS, "part", "part"),
    "summary": one_key(front_matter.SUMMARIES, "summary", "summary"),
}

# The fields that lose their value if their last key is removed from a file
CLEARED: Mapping[str, Sequence[str]] = {
    "category": front_matter.CATEGORIES,
    "tags": front_matter.TAGS,
    "series": front_matter.SERIES,
    "summary": front_matter.SUMMARIES,
    "featured": front_matter.FEATURED,
    "cover": front_matter.COVERS,
}


def cleared_fields(before: Sequence[str], head: Head) -> list[str]:
    """The fields whose keys stood in the file, and do not any more."""
    return [
        field
        for field, keys in CLEARED.items()
        if set(before).intersection(keys) and not in_use(head, keys)
    ]
