"""Exports of Substack: posts.csv, and posts/123.slug.html."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transfer.html import html_to_markdown
from transfer.html.kept_markdown import formula_html
from transfer.json_values import object_of, text_value

from .folder import LARGEST_FILE, ExportFolder
from .readers import OldSite
from .source import ExportSource, beginning

LIST = "posts.csv"
COLUMNS = (b"post_id", b"is_published", b"audience")
TRUE = frozenset({"true", "True", "1"})
PUBLIC = frozenset({"everyone", ""})
# They ask readers to subscribe, pay or share.
NOT_TEXT = (
    ".subscription-widget-wrap, .subscription-widget-wrap-editor, .paywall-jump,"
    " .captioned-button-wrap, .subscribe-widget, .community-chat, .directMessage"
)


class SubstackReader:
    SYSTEM = "substack"
    NAME = "Substack"

    def recognises(self, source: ExportSource) -> bool:
        name = list_of_posts(source)
        return bool(name) and all(column in beginning(source, name) for column in COLUMNS)

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        name = list_of_posts(source)
        pages = {PurePosixPath(n).stem: n for n in source.names if n.endswith(".html")}
        with source.open(name) as file:
            rows = csv.DictReader(
                io.StringIO(file.read(LARGEST_FILE).decode("utf-8-sig", "replace"))
            )
            for row in rows:
                write_letter(row, pages.get(row.get("post_id") or "", ""), source, folder)
        readers = [n for n in source.names if "email_list" in n or "subscriber" in n]
        folder.note("export-members-left-out", count=len(readers))
        return OldSite(PurePosixPath(source.name).stem)


def list_of_posts(source: ExportSource) -> str:
    return next((name for name in source.names if PurePosixPath(name).name == LIST), "")


def write_letter(
    row: Mapping[str, str | None], page: str, source: ExportSource, folder: ExportFolder
) -> None:
    pk, _, slug = (row.get("post_id") or "").partition(".")
    if not page:
        if row.get("title"):
            folder.note("export-file-missing", name=f"posts/{row.get('post_id')}.html")
        return
    with source.open(page) as file:
        html = file.read(LARGEST_FILE).decode("utf-8", "replace")
    audience = row.get("audience") or ""
    head: dict[str, Any] = {
        "title": row.get("title"),
        "slug": slug,
        "date": row.get("post_date"),
        "summary": row.get("subtitle"),
        "draft": "" if row.get("is_published") in TRUE else True,
        "visibility": "" if audience in PUBLIC else audience,
        "redirect_from": [f"/p/{slug}"] if slug else [],
    }
    folder.add_text(f"{pk}.md", head, html_to_markdown(repaired_letter(html)))


def repaired_letter(html: str) -> str:
    """The page with formulas, films and other posts as other systems write them."""
    tree = LexborHTMLParser(f"<body>{html}")
    for node in tree.css(NOT_TEXT):
        node.decompose()
    for button in tree.css("a.button"):
        if "%%" in (button.attributes.get("href") or ""):
            button.decompose()
    for node in tree.css("[data-attrs]"):
        written = "".join(written_widget(node))
        if written:
            node.replace_with(parsed(tree, written))
    for block in tree.css(".highlighted_code_block pre"):
        language = text_value(attributes_stored(block.parent).get("language"))
        block.attrs["data-lang"] = language
    return tree.body.inner_html or "" if tree.body is not None else ""


def written_widget(node: LexborNode) -> Iterator[str]:
    stored, names = attributes_stored(node), node.attributes.get("class") or ""
    if "latex-rendered" in names:
        yield formula_html(text_value(stored.get("persistentExpression")), display=True)
    elif "youtube-wrap" in names and stored.get("videoId"):
        yield link_html(f"https://www.youtube.com/watch?v={text_value(stored['videoId'])}", "")
    elif re.search(r"\btweet\b|embedded-post-wrap|digest-post-embed|embedded-publication", names):
        words = text_value(stored.get("full_text") or stored.get("truncated_body_text"))
        yield f"<blockquote><p>{escape(words)}</p>" if words else "<blockquote>"
        title = text_value(stored.get("title") or stored.get("name"))
        yield f"{link_html(text_value(stored.get('url')), title)}</blockquote>"


def attributes_stored(node: LexborNode | None) -> Mapping[str, Any]:
    try:
        written = (node.attributes.get("data-attrs") or "{}") if node is not None else "{}"
        return object_of(json.loads(written))
    except ValueError:
        return {}


def link_html(address: str, words: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>' if address else ""


def parsed(tree: LexborHTMLParser, html: str) -> LexborNode:
    made = tree.create_node("div")
    inner = LexborHTMLParser(f"<body>{html}").body
    for child in list(inner.iter(include_text=True)) if inner is not None else []:
        made.insert_child(child)
    return made
