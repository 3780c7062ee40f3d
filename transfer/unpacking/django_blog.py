"""DjangoBlog: its database as SQLite file or dump. Texts are Python-Markdown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.utils.dateparse import parse_datetime

from transfer.json_values import text_value
from transfer.sites.detect import PYTHON_MARKDOWN

from .folder import ExportFolder, ListAddress
from .readers import OldSite
from .source import ExportSource
from .tables import Row, database_files, read_tables

TABLES = (
    *("blog_article", "blog_category", "blog_tag", "blog_article_tags", "accounts_bloguser"),
    *("comments_comment", "django_site"),
)
MARKS = (b"blog_article_tags", b"accounts_bloguser")
TRUE = ("1", "t", "true", "True")


class DjangoBlogReader:
    SYSTEM = "djangoblog"
    NAME = "DjangoBlog"

    def recognises(self, source: ExportSource) -> bool:
        return any(True for _name in database_files(source, *MARKS))

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        name = next(database_files(source, *MARKS))
        blog = DjangoBlog(read_tables(source, name, TABLES))
        for row in blog.tables["blog_article"]:
            blog.write(row, folder)
        folder.add_redirects(blog.list_addresses())
        host = blog.host
        site_name = host or PurePosixPath(source.name).stem
        return OldSite(site_name, (host,) if host else (), PYTHON_MARKDOWN)


class DjangoBlog:
    def __init__(self, tables: Mapping[str, list[Row]]) -> None:
        self.tables = tables
        self.categories = by_id(tables["blog_category"])
        self.tags = by_id(tables["blog_tag"])
        self.users = by_id(tables["accounts_bloguser"])
        self.tags_of = defaultdict[str, list[str]](list)
        for row in tables["blog_article_tags"]:
            tag = self.tags.get(text_value(row.get("tag_id")), {})
            self.tags_of[text_value(row.get("article_id"))].append(text_value(tag.get("name")))
        self.comments_of = defaultdict[str, list[Row]](list)
        for row in tables["comments_comment"]:
            self.comments_of[text_value(row.get("article_id"))].append(row)

    @property
    def host(self) -> str:
        domains = (text_value(row.get("domain")) for row in self.tables["django_site"])
        return next((domain for domain in domains if domain != "example.com"), "")

    def write(self, row: Row, folder: ExportFolder) -> None:
        pk, is_page = text_value(row.get("id")), row.get("type") == "p"
        enabled, hidden = self.comments(pk)
        folder.note("export-comments-left-out", count=hidden)
        head = {**self.head_of(row, pk), "layout": "page" if is_page else "", "comments": enabled}
        name = f"{'pages' if is_page else 'articles'}/{pk}.md"
        folder.add_text(name, head, text_value(row.get("body")).replace("\r\n", "\n"))

    def head_of(self, row: Row, pk: str) -> dict[str, Any]:
        created = text_value(row.get("creation_time") or row.get("created_time"))
        return {
            "title": text_value(row.get("title")),
            "date": text_value(row.get("pub_time")) or created,
            "updated": text_value(row.get("last_modify_time") or row.get("last_mod_time")),
            "categories": [*self.category_names(text_value(row.get("category_id")))],
            "tags": self.tags_of[pk],
            "author": self.user_name(row.get("author_id")),
            "draft": "" if row.get("status") == "p" else True,
            "redirect_from": [*article_paths(created, pk)],
        }

    def category_names(self, pk: str) -> Iterator[str]:
        """The category, behind those that it belongs to."""
        names = list[str]()
        while (row := self.categories.get(pk)) is not None and len(names) < 10:
            names.insert(0, text_value(row.get("name")))
            pk = text_value(row.get("parent_category_id"))
        yield from names

    def user_name(self, pk: Any) -> str:
        user = self.users.get(text_value(pk), {})
        return text_value(user.get("nickname")) or text_value(user.get("username"))

    def comments(self, pk: str) -> tuple[list[dict[str, str]], int]:
        rows = self.comments_of[pk]
        enabled = [row for row in rows if text_value_of_flag(row.get("is_enable")) in TRUE]
        return [self.comment(row) for row in enabled], len(rows) - len(enabled)

    def comment(self, row: Row) -> dict[str, str]:
        values = {
            "id": text_value(row.get("id")),
            "parent": text_value(row.get("parent_comment_id")),
            "author": self.user_name(row.get("author_id")),
            "date": text_value(row.get("creation_time") or row.get("created_time")),
            "text": text_value(row.get("body")),
        }
        return {key: value for key, value in values.items() if value}

    def list_addresses(self) -> Iterator[ListAddress]:
        for kind, rows in (("category", self.categories), ("tag", self.tags)):
            for row in rows.values():
                address = f"/{kind}/{text_value(row.get('slug'))}.html"
                yield ListAddress(address, kind, text_value(row.get("name")))
        for row in self.users.values():
            name = text_value(row.get("username"))
            yield ListAddress(f"/author/{name}.html", "author", self.user_name(row.get("id")))


def article_paths(created: str, pk: str) -> Iterator[str]:
    try:
        day = parse_datetime(created)
    except ValueError:
        day = None
    if day:
        yield f"/article/{day.year}/{day.month}/{day.day}/{pk}.html"


def by_id(rows: list[Row]) -> dict[str, Row]:
    return {text_value(row.get("id")): row for row in rows}


def text_value_of_flag(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else text_value(value)
