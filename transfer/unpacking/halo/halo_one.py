"""The data export of Halo 1: all tables in one JSON object."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from transfer.html import html_to_markdown
from transfer.json_values import objects_of, text_value

from ..folder import ListAddress
from ..linked_files import filled_pattern
from .halo_texts import HaloText

Row = Mapping[str, Any]
# `post_permalink_type`
PATTERNS = {
    "DEFAULT": "/{archives}/{slug}",
    "ID": "/?p={id}",
    "DATE": "/{year}/{month}/{slug}",
    "DAY": "/{year}/{month}/{day}/{slug}",
    "YEAR": "/{year}/{slug}",
    "ID_SLUG": "/{archives}/{id}",
}
PUBLISHED = "PUBLISHED"


class HaloOne:
    def __init__(self, data: Row) -> None:
        self.data = data
        self.options = {
            text_value(row.get("key")): text_value(row.get("value")) for row in self.rows("options")
        }
        self.contents = {text_value(row.get("id")): row for row in self.rows("contents")}
        self.categories = {text_value(row.get("id")): row for row in self.rows("categories")}
        self.tags = {text_value(row.get("id")): row for row in self.rows("tags")}
        self.hidden_comments = 0

    def rows(self, name: str) -> list[Row]:
        return list(objects_of(self.data.get(name)))

    @property
    def host(self) -> str:
        return urlsplit(self.options.get("blog_url", "")).netloc.lower()

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host,) if self.host else ()

    def texts(self) -> Iterator[HaloText]:
        tags = self.related("post_tags", "tagId", self.tags)
        categories = self.related("post_categories", "categoryId", self.categories)
        for table, is_page in (("posts", False), ("sheets", True)):
            comments = self.comments("sheet_comments" if is_page else "post_comments")
            for row in self.rows(table):
                pk = text_value(row.get("id"))
                text = self.text(row, is_page)
                text.head |= {
                    "categories": [] if is_page else categories[pk],
                    "tags": [] if is_page else tags[pk],
                }
                text.comments = comments[pk]
                yield text

    def text(self, row: Row, is_page: bool) -> HaloText:
        pk, status = text_value(row.get("id")), text_value(row.get("status"))
        content = self.contents.get(pk, row)
        original = text_value(content.get("originalContent"))
        is_markdown = row.get("editorType") != "RICHTEXT" and bool(original)
        head = {
            "slug": text_value(row.get("slug")),
            "date": date_of_halo(row.get("createTime")),
            "updated": date_of_halo(row.get("editTime") or row.get("updateTime")),
            "summary": text_value(row.get("summary")),
            "featured": (row.get("topPriority") or 0) > 0 or "",
            "status": "" if status == PUBLISHED else status.lower() or "draft",
            "password": bool(row.get("password")) or "",
            "redirect_from": [*self.old_paths(row, is_page)],
        }
        return HaloText(
            pk=pk,
            title=text_value(row.get("title")),
            is_page=is_page,
            source=original if is_markdown else html_of_content(content, original),
            is_markdown=is_markdown,
            cover=text_value(row.get("thumbnail")),
            head=head,
            is_deleted=status == "RECYCLE",
        )

    def old_paths(self, row: Row, is_page: bool) -> Iterator[str]:
        slug, suffix = text_value(row.get("slug")), self.options.get("path_suffix", "")
        if is_page:
            prefix = self.options.get("sheet_prefix") or "s"
            yield from (f"/{prefix}/{slug}{suffix}", f"/{slug}{suffix}")
            return
        kind = self.options.get("post_permalink_type") or "DEFAULT"
        day = date_of_halo(row.get("createTime"))
        values = {
            "archives": self.options.get("archives_prefix") or "archives",
            "slug": slug,
            "id": text_value(row.get("id")),
            **dict(zip(("year", "month", "day"), day[:10].split("-"), strict=False)),
        }
        path = filled_pattern(PATTERNS.get(kind, PATTERNS["DEFAULT"]), values)
        yield path if "?" in path else f"{path}{suffix}"

    def related(
        self, table: str, key: str, others: Mapping[str, Row]
    ) -> defaultdict[str, list[str]]:
        found = defaultdict[str, list[str]](list)
        for row in self.rows(table):
            other = others.get(text_value(row.get(key)), {})
            if name := text_value(other.get("name")):
                found[text_value(row.get("postId"))].append(name)
        return found

    def comments(self, table: str) -> defaultdict[str, list[dict[str, str]]]:
        found = defaultdict[str, list[dict[str, str]]](list)
        for row in self.rows(table):
            if row.get("status") == PUBLISHED:
                found[text_value(row.get("postId"))].append(comment_of_halo(row))
            else:
                self.hidden_comments += 1
        return found

    def list_addresses(self) -> Iterator[ListAddress]:
        suffix = self.options.get("path_suffix", "")
        for kind, rows in (("category", self.categories), ("tag", self.tags)):
            plural = "categories" if kind == "category" else "tags"
            prefix = self.options.get(f"{plural}_prefix") or plural
            for row in rows.values():
                path = f"/{prefix}/{text_value(row.get('slug'))}{suffix}"
                yield ListAddress(path, kind, text_value(row.get("name")))


def html_of_content(content: Row, original: str) -> str:
    return text_value(content.get("content") or content.get("formatContent")) or original


def comment_of_halo(row: Row) -> dict[str, str]:
    parent = text_value(row.get("parentId"))
    values = {
        "id": text_value(row.get("id")),
        "parent": "" if parent == "0" else parent,
        "author": text_value(row.get("author")),
        "url": text_value(row.get("authorUrl")),
        "date": date_of_halo(row.get("createTime")),
        "text": html_to_markdown(text_value(row.get("content"))),
    }
    return {key: value for key, value in values.items() if value}


def date_of_halo(value: Any) -> str:
    """Milliseconds since 1970, or ISO 8601."""
    if isinstance(value, int | float):
        try:
            return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds")
        except (ValueError, OverflowError, OSError):
            return ""
    return text_value(value)
