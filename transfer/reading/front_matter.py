"""Front matter as a typed value, from the keys of Hexo, Hugo, Jekyll, Pelican and MkDocs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, Self, TypeVar

from articles.languages import WRITTEN
from articles.slugs import UNICODE_SLUG
from transfer.reading import front_matter_values, visibility
from transfer.reading.visibility import SILENT, Visibility
from transfer.report import ImportFailure

T = TypeVar("T")
# Keys of Hexo, Hugo, Jekyll and Pelican, in order of precedence
DATES = ("date", "published_at", "publishdate", "pubdate", "published", "created")
UPDATES = ("updated", "updated_at", "lastmod", "last_modified_at", "modified")
TAGS = ("tags", "tag")
CATEGORIES = ("categories", "category")
SERIES = ("series",)
PARTS = ("part", "series_order", "series_part")
SLUGS = ("slug", "permalink", "url", "_id")
LANGUAGES = ("lang", "language", "locale")
SUMMARIES = ("summary", "description", "excerpt")
COVERS = ("cover", "image", "banner", "thumbnail", "featured_image")
PAGE_KEYS = ("layout", "type")
LONGEST_SERIES = 120
TRADITIONAL = re.compile("hant|tw|hk|mo")
FILE_ENDING = re.compile(r"\.(?:html?|md|markdown)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a file. None: the file has none."""

    title: str | None = None
    date: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] | None = None
    category: str | None = None
    series: str | None = None
    part: int | None = None
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
        """`spaced`: tags may be separated by spaces, as in Jekyll.

        `inherited` are keys of the folders (hugo_bundles.py); they count for the visibility only.
        """
        names = partial(front_matter_values.read_names, spaced=spaced)
        topic, *lower = first_value(head, CATEGORIES, names) or (None,)
        tags = first_value(head, TAGS, names)
        if lower:  # an article has one topic; further categories become tags
            tags = tuple(dict.fromkeys((*(tags or ()), *lower)))
        series = first_value(head, SERIES, read_series)
        visible = visibility.visibility_of({**inherited, **head})
        date = first_value(with_dates_only(head), DATES, front_matter_values.read_datetime)
        return cls(
            title=first_value(head, ("title",), front_matter_values.read_text_value),
            date=visible.publish_at if visible.is_scheduled else date,
            updated=first_value(head, UPDATES, front_matter_values.read_datetime),
            tags=tags,
            category=topic,
            series=series,
            part=first_value(head, PARTS, front_matter_values.read_part) if series else None,
            slug=first_value(head, SLUGS, read_slug),
            language=first_value(head, LANGUAGES, read_language),
            summary=first_value(head, SUMMARIES, front_matter_values.read_text_value),
            cover=first_value(head, COVERS, read_cover),
            is_page=any(head.get(key) == "page" for key in PAGE_KEYS),
            visibility=visible,
        )


def first_value(
    head: Mapping[str, Any], keys: tuple[str, ...], read: Callable[[Any], T]
) -> T | None:
    """Read the value of the first key that has one. ImportFailure names the key."""
    key = next((key for key in keys if head.get(key) not in front_matter_values.EMPTY_VALUES), None)
    if key is None:
        return None
    try:
        return read(head[key]) or None
    except ImportFailure as refusal:
        raise ImportFailure(f"“{key}” in its front matter {refusal}") from None


def with_dates_only(head: Mapping[str, Any]) -> Mapping[str, Any]:
    """Drop a `published` without a date: in Jekyll it is true or false."""
    return {k: v for k, v in head.items() if k != "published" or visibility.date_or_none(v)}


def read_series(value: Any) -> str:
    """Return its name: an article is in one series. Hugo has a list of them."""
    names = value if isinstance(value, list) else [value]
    name = front_matter_values.read_text_value(names[0]) if names else ""
    if len(name) > LONGEST_SERIES:
        raise ImportFailure(f"has a name that is too long: “{name[:40]}…”")
    return name


def read_slug(value: Any) -> str:
    """Return the last segment of a URL. Empty for a pattern such as :title."""
    last = FILE_ENDING.sub(
        "", front_matter_values.read_text_value(value).rstrip("/").rpartition("/")[2]
    )
    if ":" in last or "{" in last:
        return ""
    if last and not UNICODE_SLUG.match(last):
        raise ImportFailure(f"cannot be an address: “{last}”; use letters, digits, - and _")
    return last


def read_language(value: Any) -> str:
    """Return a language of articles. Empty for others: it is detected from the text then."""
    code = front_matter_values.read_text_value(value).lower().replace("_", "-")
    if code.startswith(("zh", "cn")):
        return "zh-hant" if TRADITIONAL.search(code) else "zh-hans"
    return code[:2] if code[:2] in dict(WRITTEN) else ""


def read_cover(value: Any) -> str:
    """Return a path. Themes of Hugo and Jekyll have a mapping with the path."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("image", "path", "src", "url") if value.get(key)), "")
    return front_matter_values.read_text_value(value)
