"""Feeds with full texts (Atom, RSS), and what Blogger exports, which is a feed too.

feed_entries.py   an entry, in whichever of the formats
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from transfer.html import html_to_markdown
from transfer.html.plain_texts import plain_title, title_of_text, words_of_html

from ..folder import ExportFolder
from ..linked_files import old_path
from ..readers import OldSite
from ..source import ExportSource, beginning
from ..xml_elements import tag_name, xml_elements
from .feed_entries import FeedEntry, feed_entry, link_of_feed

START = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
OF_BLOGGER = (b"schemas.google.com/blogger", b"blogger.com", b"Blogger")
PARTS = frozenset({"item", "entry", "link"})
ENDINGS = (".xml", ".atom", ".rss")
HTML = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|blockquote|section)>|^\s*<(?:p|div|h\d)\b", re.IGNORECASE
)
SHORT = 500  # characters
CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&#8230;\]|阅读全文|Read more)\s*$", re.IGNORECASE)


class FeedReader:
    SYSTEM = "feed"
    NAME = "RSS / Atom"
    may_be_markdown = False

    def recognises(self, source: ExportSource) -> bool:
        return any(True for _name in feed_files(source))

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        hosts: list[str] = []
        comments: dict[str, list[dict[str, str]]] = {}
        entries: list[FeedEntry] = []
        for name in feed_files(source):
            for entry in self.entries(source, name, folder, hosts):
                if entry.parent:
                    comments.setdefault(entry.parent, []).append(entry.as_comment())
                else:
                    entries.append(entry)
        for entry in entries:
            is_markdown = self.may_be_markdown and not HTML.search(entry.html)
            body = entry.html if is_markdown else html_to_markdown(entry.html, base_url=entry.link)
            write_entry(entry, body, comments.get(entry.pk, []), folder)
            hosts += [urlsplit(entry.link).netloc.lower()]
        known = tuple(dict.fromkeys(filter(None, hosts)))
        return OldSite(next(iter(known), PurePosixPath(source.name).stem), known[:5])

    def entries(
        self, source: ExportSource, name: str, folder: ExportFolder, hosts: list[str]
    ) -> Iterator[FeedEntry]:
        with source.open(name) as file:
            try:
                for element in xml_elements(file, PARTS):
                    if tag_name(element) == "link":
                        if element.get("rel", "alternate") == "alternate":
                            hosts.append(urlsplit(link_of_feed(element)).netloc.lower())
                        continue
                    entry = feed_entry(element)
                    if entry.is_deleted:
                        folder.note("export-trash-left-out", count=1)
                    elif entry.is_text:
                        yield entry
            except ParseError:
                folder.note("export-cut-off")


class BloggerReader(FeedReader):
    SYSTEM = "blogger"
    NAME = "Blogger"

    def recognises(self, source: ExportSource) -> bool:
        return any(
            any(mark in beginning(source, name)[:8000] for mark in OF_BLOGGER)
            for name in feed_files(source)
        )


class CnblogsReader(FeedReader):
    """The backup of cnblogs (博客园): a feed, in which some texts are Markdown."""

    SYSTEM = "cnblogs"
    NAME = "博客园 (cnblogs)"
    may_be_markdown = True

    def recognises(self, source: ExportSource) -> bool:
        return any(b"cnblogs.com" in beginning(source, name)[:4000] for name in feed_files(source))


def feed_files(source: ExportSource) -> Iterator[str]:
    for name in source.names:
        if name.lower().endswith(ENDINGS) and START.search(beginning(source, name)[:4000]):
            yield name


def write_entry(
    entry: FeedEntry, body: str, comments: list[dict[str, str]], folder: ExportFolder
) -> None:
    words = words_of_html(entry.html)
    if not entry.has_content and len(words) < SHORT and CUT.search(words):
        folder.note("export-excerpts-only", count=1)
    segment = PurePosixPath(old_path(entry.link).partition("?")[0]).stem
    head: dict[str, Any] = {
        "title": plain_title(entry.title) or title_of_text(entry.html) or segment,
        "slug": "" if segment.isdigit() else segment,
        "date": entry.date,
        "updated": entry.updated if entry.updated != entry.date else "",
        "tags": list(entry.tags),
        "author": entry.author,
        "summary": words_of_html(entry.summary) if entry.has_content else "",
        "draft": entry.is_draft or "",
        "layout": "page" if entry.is_page else "",
        "redirect_from": [old_path(entry.link)] if urlsplit(entry.link).path.strip("/") else [],
        "comments": comments,
    }
    folder.add_text(
        f"{'pages' if entry.is_page else 'posts'}/{name_of_entry(entry)}.md", head, body
    )


def name_of_entry(entry: FeedEntry) -> str:
    """The number of the post in Blogger, else a checksum of the id."""
    match = re.search(r"(?:post|page)-(\d+)$", entry.pk)
    return match[1] if match else hashlib.sha256(entry.pk.encode()).hexdigest()[:16]
