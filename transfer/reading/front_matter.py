"""What a file says about itself, in whichever of the usual spellings, as one typed value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, Self, TypeVar

from articles.languages import WRITTEN
from articles.slugs import UNICODE_SLUG
from transfer.reading import values, visibility
from transfer.reading.visibility import SILENT, Visibility
from transfer.report import Refusal

T = TypeVar("T")
# The spellings of Hexo, Hugo, Jekyll and Pelican; of two in one file the first here counts.
DATES = ("date", "published_at", "publishdate", "pubdate", "published", "created")
UPDATES = ("updated", "updated_at", "lastmod", "last_modified_at", "modified")
TAGS = ("tags", "tag")
CATEGORIES = ("categories", "category")
SLUGS = ("slug", "permalink", "url", "_id")
LANGUAGES = ("lang", "language", "locale")
SUMMARIES = ("summary", "description", "excerpt")
COVERS = ("cover", "image", "banner", "thumbnail", "featured_image")
PAGE_KEYS = ("layout", "type")
TRADITIONAL = re.compile("hant|tw|hk|mo")
FILE_ENDING = re.compile(r"\.(?:html?|md|markdown)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """None: the file does not say."""

    title: str | None = None
    date: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] | None = None
    category: str | None = None
    slug: str | None = None
    language: str | None = None
    summary: str | None = None
    cover: str | None = None
    is_page: bool = False
    visibility: Visibility = SILENT

    @property
    def status(self) -> str | None:
        return self.visibility.status

    @classmethod
    def from_head(
        cls,
        head: Mapping[str, Any],
        *,
        spaced: bool = False,
        inherited: Mapping[str, Any] = MappingProxyType({}),
    ) -> Self:
        """`spaced`: words in a list of tags may stand apart by spaces, as in Jekyll.

        `inherited` are keys of its folders, which count for who may read it.
        """
        names = partial(values.names, spaced=spaced)
        topic, *lower = first(head, CATEGORIES, names) or (None,)
        tags = first(head, TAGS, names)
        if lower:  # an article has one topic: the narrower ones live on as tags
            tags = tuple(dict.fromkeys((*(tags or ()), *lower)))
        visible = visibility.of_head({**inherited, **head})
        date = first(dated(head), DATES, values.moment)
        return cls(
            title=first(head, ("title",), values.text),
            date=visible.opens if visible.is_coming else date,
            updated=first(head, UPDATES, values.moment),
            tags=tags,
            category=topic,
            slug=first(head, SLUGS, slug),
            language=first(head, LANGUAGES, language),
            summary=first(head, SUMMARIES, values.text),
            cover=first(head, COVERS, cover),
            is_page=any(head.get(key) == "page" for key in PAGE_KEYS),
            visibility=visible,
        )


def first(head: Mapping[str, Any], keys: tuple[str, ...], read: Callable[[Any], T]) -> T | None:
    """The value of the first key that has one, read; errors name the key."""
    key = next((key for key in keys if head.get(key) not in values.NOTHING), None)
    if key is None:
        return None
    try:
        return read(head[key]) or None
    except Refusal as refusal:
        raise Refusal(f"“{key}” in its front matter {refusal}") from None


def dated(head: Mapping[str, Any]) -> Mapping[str, Any]:
    """Jekyll's `published` is true or false, that of others a date."""
    return {k: v for k, v in head.items() if k != "published" or visibility.when(v)}


def slug(value: Any) -> str:
    """The last part of an address, as it is; nothing where that is a pattern such as :title."""
    last = FILE_ENDING.sub("", values.text(value).rstrip("/").rpartition("/")[2])
    if ":" in last or "{" in last:
        return ""
    if last and not UNICODE_SLUG.match(last):
        raise Refusal(f"cannot be an address: “{last}”; use letters, digits, - and _")
    return last


def language(value: Any) -> str:
    """One that articles can have; nothing for another one, and the text then decides."""
    code = values.text(value).lower().replace("_", "-")
    if code.startswith(("zh", "cn")):
        return "zh-hant" if TRADITIONAL.search(code) else "zh-hans"
    return code[:2] if code[:2] in dict(WRITTEN) else ""


def cover(value: Any) -> str:
    """A path, or the path in what Hugo's and Jekyll's themes write as a group of keys."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("image", "path", "src", "url") if value.get(key)), "")
    return values.text(value)
