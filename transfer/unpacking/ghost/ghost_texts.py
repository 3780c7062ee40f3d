"""One post of Ghost as a text with front matter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from transfer.html import html_to_markdown
from transfer.html.kept_markdown import KeptMarkdown
from transfer.html.plain_texts import title_of_text, words_of_html
from transfer.json_values import object_of, objects_of, text_value

from ..folder import ExportFolder, ListAddress
from ..json_files import json_in_text, sorted_objects
from ..linked_files import LinkedFiles
from .cards import MEMBERS_ONLY, GhostCards
from .lexical import is_lexical, lexical_html
from .mobiledoc import Mobiledoc
from .routes import GhostPost, GhostRoutes

Row = Mapping[str, Any]
OLD_SITE = re.compile(r"__GHOST_URL__")
PAYWALL = re.compile(r"<!--\s*(?:members-only|kg-gated-block:begin\b[^>]*?)\s*-->")
PUBLIC = ("", "public")


class GhostTables:
    """The tables of an export, with what belongs to posts by their ids."""

    def __init__(self, data: Row) -> None:
        self.data = data
        self.tags = {text_value(row.get("id")): row for row in objects_of(data.get("tags"))}
        self.users = {text_value(row.get("id")): row for row in objects_of(data.get("users"))}
        self.settings = {
            text_value(row.get("key")): text_value(row.get("value"))
            for row in objects_of(data.get("settings"))
        }
        self.meta = {
            text_value(row.get("post_id")): row for row in objects_of(data.get("posts_meta"))
        }
        self.post_tags = self.related("posts_tags", "tag_id", self.tags)
        self.post_authors = self.related("posts_authors", "author_id", self.users)

    def related(self, table: str, key: str, others: Mapping[str, Row]) -> Mapping[str, list[Row]]:
        found = defaultdict[str, list[Row]](list)
        for row in sorted_objects(self.data.get(table), "sort_order"):
            other = others.get(text_value(row.get(key)))
            if other is not None:
                found[text_value(row.get("post_id"))].append(other)
        return found

    @property
    def zone(self) -> ZoneInfo:
        name = self.settings.get("timezone") or self.settings.get("active_timezone") or "UTC"
        try:
            return ZoneInfo(name)
        except (ValueError, OSError):
            return ZoneInfo("UTC")


class GhostTextWriter:
    def __init__(
        self, tables: GhostTables, routes: GhostRoutes, files: LinkedFiles, folder: ExportFolder
    ) -> None:
        self.tables = tables
        self.routes = routes
        self.files = files
        self.folder = folder

    def write(self, row: Row) -> None:
        is_page = row.get("type") == "page" or row.get("page") in (1, True, "1")
        pk = text_value(row.get("id"))
        name = f"{'pages' if is_page else 'posts'}/{pk}.md"
        html, kept = self.html_of(row)
        html = OLD_SITE.sub("", html)
        body = kept.restore(html_to_markdown(html))
        body = self.files.localise(OLD_SITE.sub("", body), name)
        head = {"title": text_value(row.get("title")) or title_of_text(html)}
        head |= self.head_of(row, is_page, name)
        self.folder.add_text(name, head, body)
        injected = (row.get("codeinjection_head"), row.get("codeinjection_foot"))
        self.folder.note("export-scripts-left-out", count=int(any(injected)))

    def html_of(self, row: Row) -> tuple[str, KeptMarkdown]:
        """The text in the best format that there is: older ones have no languages of code."""
        kept = KeptMarkdown()
        cards = GhostCards(kept)
        lexical, mobiledoc = (
            object_of(json_in_text(row.get("lexical"))),
            object_of(json_in_text(row.get("mobiledoc"))),
        )
        if is_lexical(lexical):
            html = lexical_html(lexical, cards)
        elif mobiledoc:
            html = Mobiledoc(mobiledoc, cards).html()
        else:
            html = kept.block(text_value(row.get("markdown")))
        self.folder.note("export-mailed-left-out", count=cards.mailed)
        self.folder.note("export-forms-left-out", count=cards.forms)
        for card in cards.unknown:
            self.folder.note("export-card-unknown", count=1, name=card)
        html = html if html.strip() or cards.mailed else text_value(row.get("html"))
        return PAYWALL.sub(lambda _mark: kept.block(MEMBERS_ONLY), html), kept

    def head_of(self, row: Row, is_page: bool, name: str) -> dict[str, Any]:
        pk = text_value(row.get("id"))
        meta = {**self.tables.meta.get(pk, {}), **{k: v for k, v in row.items() if v}}
        tags = self.tables.post_tags.get(pk, [])
        category, *public = [*tag_names(tags, is_internal=False)] or [""]
        author, *others = [text_value(user.get("name")) for user in self.authors_of(row)] or [""]
        cover = OLD_SITE.sub("", text_value(row.get("feature_image") or row.get("image")))
        return {
            "slug": text_value(row.get("slug")),
            "date": date_text(row.get("published_at") or row.get("created_at")),
            "updated": date_text(row.get("updated_at")),
            "categories": [category] if category else [],
            "tags": public,
            "internal_tags": [*tag_names(tags, is_internal=True)],
            "author": author,
            "authors": [author, *others] if others else [],
            "summary": self.summary_of(meta),
            "cover": self.files.cover(cover, name) if cover else "",
            "cover_alt": text_value(meta.get("feature_image_alt")),
            "cover_caption": words_of_html(text_value(meta.get("feature_image_caption"))),
            "canonicalURL": text_value(row.get("canonical_url")),
            "featured": bool(row.get("featured")) or "",
            "lang": text_value(row.get("locale") or row.get("language")),
            "layout": "page" if is_page else "",
            "redirect_from": [*self.old_paths(row, is_page, tags)],
            **visibility_of_post({**self.tables.meta.get(pk, {}), **row}),
        }

    def summary_of(self, meta: Row) -> str:
        written = meta.get("custom_excerpt") or meta.get("meta_description")
        return text_value(written)

    def authors_of(self, row: Row) -> list[Row]:
        found = self.tables.post_authors.get(text_value(row.get("id")))
        user = self.tables.users.get(text_value(row.get("author_id")))
        return found or ([user] if user else [])

    def old_paths(self, row: Row, is_page: bool, tags: list[Row]) -> Iterator[str]:
        slug = text_value(row.get("slug"))
        if is_page:
            yield f"/{slug}/"
            return
        date = ghost_moment(row.get("published_at"))
        post = GhostPost(
            pk=text_value(row.get("id")),
            slug=slug,
            date=date.astimezone(self.tables.zone) if date else None,
            tags=tuple(text_value(tag.get("slug")) for tag in tags),
            authors=tuple(text_value(user.get("slug")) for user in self.authors_of(row)),
            is_featured=bool(row.get("featured")),
        )
        if address := self.routes.address(post):
            yield address

    def list_addresses(self) -> Iterator[ListAddress]:
        for kind, rows in (("tag", self.tables.tags), ("author", self.tables.users)):
            for row in rows.values():
                address = self.routes.list_address(kind, text_value(row.get("slug")))
                if address and not is_internal_tag(row):
                    yield ListAddress(address, kind, text_value(row.get("name")))


def visibility_of_post(row: Row) -> dict[str, Any]:
    """Posts that were only mailed, and those for members only, are drafts here."""
    found: dict[str, Any] = {}
    if (status := text_value(row.get("status"))) != "published":
        found["status"] = status or "draft"
    if (visibility := text_value(row.get("visibility"))) not in PUBLIC:
        found["visibility"] = visibility
    if row.get("email_only") in (1, True, "1"):
        found["listed"] = False
    return found


def is_internal_tag(tag: Row) -> bool:
    return tag.get("visibility") == "internal" or text_value(tag.get("name")).startswith("#")


def tag_names(tags: list[Row], *, is_internal: bool) -> Iterator[str]:
    for tag in tags:
        if is_internal_tag(tag) == is_internal:
            yield text_value(tag.get("name")).removeprefix("#")


def ghost_moment(value: Any) -> datetime | None:
    """A date of Ghost: ISO 8601, without a zone in UTC, or milliseconds since 1970."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, UTC)
        found = datetime.fromisoformat(text_value(value))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def date_text(value: Any) -> str:
    moment = ghost_moment(value)
    return moment.isoformat(timespec="seconds") if moment else ""
