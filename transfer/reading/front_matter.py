"""Front matter as a typed value, from the keys of Hexo, Hugo, Jekyll, Pelican and MkDocs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, Self, TypeVar
from urllib.parse import unquote

from articles import slugs
from articles.languages import WRITTEN
from articles.slugs import UNICODE_SLUG
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading import front_matter_values, visibility, visibility_words
from transfer.reading.visibility import SILENT, Visibility

T = TypeVar("T")
# Keys of Hexo, Hugo, Jekyll and Pelican, in order of precedence
DATES = ("date", "published_at", "publishdate", "pubdate", "published", "created")
UPDATES = ("updated", "update", "updated_at", "lastmod", "last_modified_at", "modified")
TAGS = ("tags", "tag")
CATEGORIES = ("categories", "category")
SERIES = ("series",)
PARTS = ("part", "series_order", "series_part")
SLUGS = ("slug", "permalink", "url", "_id")
LANGUAGES = ("lang", "language", "locale")
SUMMARIES = ("summary", "description", "excerpt", "摘要", "描述")
COVERS = (
    *("cover", "image", "banner", "thumbnail", "featured_image", "feature_image", "featuredimage"),
    *("cover_image", "coverimage", "heroimage", "hero_image", "top_img", "index_img", "banner_img"),
    *("header_image", "thumb", "og_image", "ogimage", "封面"),
)
FEATURED = ("featured", "sticky", "pinned", "pin", "top", "置顶")
AUTHORS = ("author", "authors", "作者")
TRANSLATION_KEYS = ("translationkey", "translation_key")
OTHER_PATHS = ("aliases", "alias", "redirect_from")
# Keys that are read elsewhere, or have no effect here: they are kept, and not reported.
WITHOUT_REPORT = frozenset(
    {
        *("toc", "math", "mathjax", "katex", "mermaid", "comments", "comment", "copyright", "id"),
        *(
            "excerpt_separator",
            "cascade",
            "build",
            "_build",
            "headless",
            "abbrlink",
            "uuid",
            "guid",
        ),
        *("canonicalurl", "canonical_url", "keywords", "weight", "sidebar_position", "sidebar"),
        *(
            "mathjax",
            "typora-copy-images-to",
            "typora-root-url",
            "linktitle",
            "subtitle",
            "template",
        ),
        *("cover_alt", "cover_caption", "internal_tags", "members_only", "post_type", "path"),
        *("save_as", "taxonomies"),
        *("created_at", "hide", "search", "nav_order", "cssclass", "cssclasses", "share", "pid"),
    }
)
PAGE_KEYS = ("layout", "type")
LONGEST_SERIES = 120
TRADITIONAL = re.compile("hant|tw|hk|mo")
NO_PICTURE = re.compile(r"(?:true|false|none|#|rgb|hsl|[\w-]*gradient\()", re.IGNORECASE)
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
    featured: bool | None = None
    author: str | None = None
    translation_key: str | None = None
    is_page: bool = False
    visibility: Visibility = SILENT
    other_keys: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[ImportMessage, ...] = ()

    @property
    def status(self) -> str | None:
        return self.visibility.status

    @property
    def unknown_keys(self) -> list[str]:
        """The keys of which the report says that they have no meaning here."""
        return [
            key
            for key in self.other_keys
            if key not in WITHOUT_REPORT and not visibility.concerns_visibility(key)
        ]

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
        values = Values(with_single_dates(head))
        date = values.first(DATES, front_matter_values.read_datetime)
        visible = visibility_or_draft({**inherited, **head, "date": values.head.get("date")})
        names = partial(front_matter_values.read_names, spaced=spaced)
        topic, *lower = values.first(CATEGORIES, names) or (None,)
        tags = values.first(TAGS, names)
        if lower:  # an article has one topic; further categories become tags
            tags = tuple(dict.fromkeys((*(tags or ()), *lower)))
        series = values.first(SERIES, read_series)
        return cls(
            title=values.first(("title",), front_matter_values.read_text_value),
            date=visible.publish_at if visible.is_scheduled else date,
            updated=values.first(UPDATES, front_matter_values.read_datetime),
            tags=tags,
            category=topic,
            series=series,
            part=values.first(PARTS, front_matter_values.read_part) if series else None,
            slug=values.first(SLUGS, values.read_slug),
            language=values.first(LANGUAGES, read_language),
            summary=values.first(SUMMARIES, front_matter_values.read_text_value),
            cover=values.first(COVERS, read_cover),
            featured=values.first(FEATURED, read_featured),
            author=values.first(AUTHORS, read_first_author),
            translation_key=values.first(TRANSLATION_KEYS, front_matter_values.read_text_value),
            is_page=any(head.get(key) == "page" for key in PAGE_KEYS),
            visibility=visible,
            other_keys=values.others(),
            problems=tuple(values.problems),
        )


class Values:
    """The values of front matter. What cannot be read is left out, and is a problem."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self.head = head
        self.problems: list[ImportMessage] = []
        self.read_keys = {*OTHER_PATHS, *PAGE_KEYS, "published"}

    def first(self, keys: tuple[str, ...], read: Callable[[Any], T]) -> T | None:
        """Read the value of the first key that has one."""
        self.read_keys.update(keys)
        present = (k for k in keys if self.head.get(k) not in front_matter_values.EMPTY_VALUES)
        key = next(present, None)
        if key is None:
            return None
        try:
            return read(self.head[key]) or None
        except ImportFailure as refusal:
            self.problems.append(ImportMessage("key-refused", key=key, problem=refusal.message))
            return None

    def read_slug(self, value: Any) -> str:
        """Return the last segment of a URL as a slug. Empty for a pattern such as :title."""
        last = last_segment(value)
        slug = last if UNICODE_SLUG.match(last) else slugs.in_any_script(last)
        if last and slug != last:
            self.problems.append(ImportMessage("address-changed", wanted=last, slug=slug))
        return slug

    def others(self) -> dict[str, Any]:
        """Return the keys that have no field in an article."""
        return {
            key: value
            for key, value in self.head.items()
            if key not in self.read_keys and value not in front_matter_values.EMPTY_VALUES
        }


def with_single_dates(head: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write `date: {created: …, updated: …}` of MkDocs Material as two keys.

    A `published` without a date is dropped: in Jekyll it is true or false.
    """
    head = {k: v for k, v in head.items() if k != "published" or visibility.date_or_none(v)}
    dates = head.get("date")
    if isinstance(dates, dict):
        head |= {
            "date": dates.get("created"),
            "updated": head.get("updated") or dates.get("updated"),
        }
    return head


def read_series(value: Any) -> str:
    """Return its name: an article is in one series. Hugo has a list of them."""
    names = value if isinstance(value, list) else [value]
    name = front_matter_values.read_text_value(names[0]) if names else ""
    if len(name) > LONGEST_SERIES:
        raise ImportFailure("name-too-long", name=name[:40])
    return name


def last_segment(value: Any) -> str:
    """Return the last segment of a URL without its ending. Empty for a pattern."""
    path = front_matter_values.read_text_value(value).partition("?")[0].rstrip("/")
    last = FILE_ENDING.sub("", unquote(path.rpartition("/")[2]))
    return "" if ":" in last or "{" in last else last


def visibility_or_draft(head: Mapping[str, Any]) -> Visibility:
    """Return the visibility: a draft if the expiry date cannot be read, since it may be over."""
    try:
        return visibility.visibility_of(head)
    except ImportFailure as refusal:
        return Visibility(visibility.DRAFT, refusal.message)


def read_featured(value: Any) -> bool:
    """Return whether the value says yes. Hexo's `sticky` and Hugo's `weight` are numbers."""
    return not visibility.value_words(value) <= visibility_words.NO


def read_first_author(value: Any) -> str:
    """Return the name of the first author: a text, a list, or mappings with `name`."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("nick") or ""
    return front_matter_values.read_text_value(value)


def read_language(value: Any) -> str:
    """Return a language of articles. Empty for others: it is detected from the text then."""
    code = front_matter_values.read_text_value(value).lower().replace("_", "-")
    if code.startswith(("zh", "cn")):
        return "zh-hant" if TRADITIONAL.search(code) else "zh-hans"
    return code[:2] if code[:2] in dict(WRITTEN) else ""


def read_cover(value: Any) -> str:
    """Return a path. Themes of Hugo and Jekyll have a mapping with it; others know colours."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = next((value[key] for key in ("image", "path", "src", "url") if value.get(key)), "")
    path = "" if isinstance(value, bool) else front_matter_values.read_text_value(value)
    return "" if NO_PICTURE.match(path) else path
