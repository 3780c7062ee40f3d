"""Properties of pages in databases, as keys of front matter."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from desk.dates import read_moment

# Names that people give to what an article has, in lower case
KEYS = {
    "date": (
        "date",
        "publish date",
        "published at",
        "publication date",
        "日期",
        "发布日期",
        "发布时间",
    ),
    "created": ("created", "created time", "created at", "创建时间", "创建日期"),
    "updated": (
        "updated",
        "last edited time",
        "last edited",
        "更新时间",
        "最后编辑时间",
        "修改时间",
    ),
    "tags": ("tags", "tag", "标签", "关键词", "keywords"),
    "categories": ("category", "categories", "topic", "分类", "类别", "专题"),
    "summary": ("summary", "description", "excerpt", "摘要", "简介", "描述"),
    "slug": ("slug", "url slug", "permalink", "路径", "别名"),
    "author": ("author", "authors", "作者", "created by", "创建者"),
    "series": ("series", "系列"),
    "cover": ("cover", "thumbnail", "banner", "封面"),
    "lang": ("lang", "language", "语言"),
    "featured": ("featured", "pinned", "置顶", "推荐"),
}
KNOWN = {name: key for key, names in KEYS.items() for name in names}
DATES = frozenset({"date", "created", "updated"})
LISTS = frozenset({"tags", "categories"})
ADDRESS = re.compile(r"\s*\((?:https?://|[^()]*\.(?:md|html|csv|png|jpe?g))[^()]*\)")
YEAR = re.compile(r"\d{4}")
RANGE = re.compile(r"\s*→.*")


def notion_front_matter(properties: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Front matter from names and values. Unknown names stay as they are, in lower case."""
    head: dict[str, Any] = {}
    for name, value in properties:
        written = name.strip().lower()
        key = KNOWN.get(written, written)
        if value.strip() and key not in head:
            head[key] = property_value(key, value.strip())
    created = head.pop("created", "")
    return {"date": created, **head} if created else head


def property_value(key: str, value: str) -> Any:
    """The value with its type. Relations lose the names of files behind their titles."""
    if key in DATES:
        return date_of_property(value)
    value = value if key == "cover" else ADDRESS.sub("", value)
    if key in LISTS:
        return [part.strip() for part in re.split("[,，、]", value) if part.strip()]
    if key == "featured":
        return True if value.lower() in ("yes", "true", "是") else ""
    return value


def date_of_property(value: str) -> str:
    """ISO 8601 of a date such as `@March 1, 2024 6:16 AM`; "" for one without a year."""
    written = RANGE.sub("", value.strip().lstrip("@")).strip()
    written = re.sub(r"\s*\((?:GMT|UTC)[^()]*\)", "", written)
    if not YEAR.search(written):
        return ""
    try:
        return read_moment(written, timezone.localtime()).isoformat()
    except ValueError:
        return ""
