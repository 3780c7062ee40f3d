"""The keys of files that this system writes.

transfer/export/ writes them, own_front_matter.py reads them.

A file with the key `longwave` is read as it stands: nothing in it is guessed.
"""

from collections.abc import Mapping
from typing import Any

from transfer.messages import ImportFailure
from transfer.reading import visibility

MARK = "longwave"  # its value is the version of the format
VERSION = 1
KEPT = "kept"  # keys of an earlier system that would say something else at the top
KEYS = frozenset(
    {
        *(MARK, "title", "type", "slug", "uid", "status", "date", "updated", "created", "author"),
        *("category", "tags", "series", "part", "lang", "dialect", "translation_of", "cover"),
        *("featured", "summary", "in_menu", "position", "former_slugs", "aliases", "files"),
        *("publish_at", "text_of", "revision", "was_public", "deleted", KEPT),
    }
)


def may_stand_at_the_top(key: str, value: Any) -> bool:
    """Whether a key of an earlier system says nothing there of who may read the file."""
    if key in KEYS or visibility.concerns_visibility(key):
        return False
    try:
        return visibility.visibility_of({key: value}) == visibility.SILENT
    except ImportFailure:
        return False


def strictest(status: str, head: Mapping[str, Any]) -> visibility.Visibility:
    """The status, or a stricter one that a key says which somebody has added to the file."""
    added = {key: value for key, value in head.items() if key not in KEYS}
    found = visibility.visibility_of(added)
    if found.status == visibility.DRAFT or (
        found.status == visibility.ARCHIVED and status == visibility.PUBLISHED
    ):
        return found
    return visibility.Visibility(status)
