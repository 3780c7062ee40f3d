"""One content of Typecho as a text with front matter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from transfer.html import html_to_markdown
from transfer.html.plain_texts import title_of_text
from transfer.json_values import text_value

from ..folder import ExportFolder, ListAddress
from ..linked_files import LinkedFiles
from ..tables import Row
from ..wordpress.classic_text import with_paragraphs

MARKDOWN = "<!--markdown-->"
RAW_HTML = re.compile(r"^!!![ \t]*\n(.*?)\n!!![ \t]*$", re.MULTILINE | re.DOTALL)
MORE = re.compile(r"<!--\s*more\s*-->")
# The address of posts in `routingTable`, as JSON or as PHP writes it
PATTERN = re.compile(r'"post"[;:]\S{0,10}?"url"[;:](?:s:\d+:)?"([^"]+)"')
VARIABLE = re.compile(r"\[(\w+)(?::[^\]]*)?\]")
USUAL = ("/archives/[cid]/", "/archives/[slug].html", "/[category]/[slug].html")
COVERS = ("cover", "thumb", "thumbnail", "banner", "image", "headPic")
SUMMARIES = ("description", "summary", "abstract", "excerpt", "desc")
DRAFTS = {"post_draft": "post", "page_draft": "page"}


class TypechoSite:
    """The tables of a site. `host` is known from the name of a backup, or from its options."""

    def __init__(self, tables: Mapping[str, list[Row]], host: str) -> None:
        options = {row.get("name"): text_value(row.get("value")) for row in tables["options"]}
        self.host = host or urlsplit(options.get("siteUrl", "")).netloc.lower()
        self.pattern = next(iter(PATTERN.findall(options.get("routingTable", ""))), "")
        self.metas = {text_value(row.get("mid")): row for row in tables["metas"]}
        self.users = {text_value(row.get("uid")): row for row in tables["users"]}
        self.of_content = rows_by(tables["relationships"], "cid")
        self.fields = rows_by(tables["fields"], "cid")
        self.comments = rows_by(tables["comments"], "cid")

    def write(self, row: Row, files: LinkedFiles, folder: ExportFolder) -> None:
        kind = text_value(row.get("type"))
        if kind in DRAFTS and text_value(row.get("parent")) not in ("", "0"):
            folder.note("export-revisions-left-out", count=1)
            return
        kind_of_text = DRAFTS.get(kind, kind)
        if kind_of_text not in ("post", "page"):
            return
        pk = text_value(row.get("cid"))
        name = f"{kind_of_text}s/{pk}.md"
        text = text_value(row.get("text")).replace("\r\n", "\n")
        body = files.localise(markdown_of_content(text), name)
        head = self.head_of(row, kind_of_text == "page")
        head["title"] = head["title"] or title_of_text(text)
        if kind in DRAFTS:
            head["draft"] = True
        if head["cover"]:
            head["cover"] = files.cover(head["cover"], name)
        comments, hidden = approved_comments(self.comments[pk])
        folder.note("export-comments-left-out", count=hidden)
        folder.add_text(name, {**head, "comments": comments}, body)

    def head_of(self, row: Row, is_page: bool) -> dict[str, Any]:
        pk, date = text_value(row.get("cid")), moment(row.get("created"))
        fields = {
            text_value(field.get("name")): text_value(field.get("str_value"))
            for field in self.fields[pk]
        }
        updated = moment(row.get("modified"))
        categories = self.names(pk, "category")
        author = self.users.get(text_value(row.get("authorId")), {})
        status = text_value(row.get("status"))
        return {
            "title": text_value(row.get("title")),
            "slug": text_value(row.get("slug")),
            "date": date.isoformat() if date else "",
            "updated": updated.isoformat() if updated and updated != date else "",
            "categories": categories,
            "tags": self.names(pk, "tag"),
            "author": text_value(author.get("screenName") or author.get("name")),
            "cover": next((fields[key] for key in COVERS if fields.get(key)), ""),
            "summary": next((fields[key] for key in SUMMARIES if fields.get(key)), ""),
            "layout": "page" if is_page else "",
            "status": "" if status in ("", "publish") else status,
            "password": bool(text_value(row.get("password"))) or "",
            "redirect_from": [*self.old_paths(row, is_page, date)],
        }

    def names(self, pk: str, kind: str) -> list[str]:
        return [text_value(meta.get("name")) for meta in self.metas_of(pk, kind)]

    def metas_of(self, pk: str, kind: str) -> Iterator[Row]:
        for relation in self.of_content[pk]:
            meta = self.metas.get(text_value(relation.get("mid")))
            if meta is not None and meta.get("type") == kind:
                yield meta

    def old_paths(self, row: Row, is_page: bool, date: datetime | None) -> Iterator[str]:
        """The address by the pattern of the site, or by the usual ones; also with index.php."""
        pk, slug = text_value(row.get("cid")), text_value(row.get("slug"))
        category = next(self.metas_of(pk, "category"), {})
        values = {
            "cid": pk,
            "slug": slug,
            "category": text_value(category.get("slug")),
            "directory": text_value(category.get("slug")),
            **({"year": f"{date:%Y}", "month": f"{date:%m}", "day": f"{date:%d}"} if date else {}),
        }
        patterns = ("/[slug].html",) if is_page else (self.pattern,) if self.pattern else USUAL
        for pattern in patterns:
            path = VARIABLE.sub(lambda match: values.get(match[1], ""), pattern)
            if "//" not in path:
                yield from (path, f"/index.php{path}")

    def list_addresses(self) -> Iterator[ListAddress]:
        for meta in self.metas.values():
            slug, name = text_value(meta.get("slug")), text_value(meta.get("name"))
            if meta.get("type") in ("category", "tag") and slug:
                kind = str(meta["type"])
                yield ListAddress(f"/{kind}/{slug}/", kind, name)
                yield ListAddress(f"/index.php/{kind}/{slug}/", kind, name)


def markdown_of_content(text: str) -> str:
    """Texts say whether they are Markdown; HTML within `!!!` stays HTML."""
    if text.startswith(MARKDOWN):
        written = RAW_HTML.sub(r"\1", text.removeprefix(MARKDOWN))
        return MORE.sub("<!-- more -->", written)
    before, more, after = text.partition("<!--more-->")
    parts = [html_to_markdown(with_paragraphs(part)) for part in (before, after) if part.strip()]
    return ("\n\n<!-- more -->\n\n" if more else "\n\n").join(parts)


def rows_by(rows: list[Row], key: str) -> Mapping[str, list[Row]]:
    found = defaultdict[str, list[Row]](list)
    for row in rows:
        found[text_value(row.get(key))].append(row)
    return found


def approved_comments(rows: list[Row]) -> tuple[list[dict[str, str]], int]:
    """The approved comments without mail and network addresses, and how many others there are."""
    approved = [row for row in rows if row.get("status") == "approved"]
    written = [row for row in approved if row.get("type") in ("comment", None, "")]
    return [comment_of_row(row) for row in written], len(rows) - len(approved)


def comment_of_row(row: Row) -> dict[str, str]:
    date, parent = moment(row.get("created")), text_value(row.get("parent"))
    values = {
        "id": text_value(row.get("coid")),
        "parent": "" if parent == "0" else parent,
        "author": text_value(row.get("author")),
        "url": text_value(row.get("url")),
        "date": date.isoformat() if date else "",
        "text": html_to_markdown(with_paragraphs(text_value(row.get("text")))),
    }
    return {key: value for key, value in values.items() if value}


def moment(value: Any) -> datetime | None:
    """A time in seconds since 1970."""
    try:
        seconds = int(text_value(value) or 0)
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None
