"""Exports of Yuque (语雀): .lakebook, a .tar with a JSON file for each document."""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transfer.html import html_to_markdown
from transfer.html.kept_markdown import code_html, formula_html
from transfer.html.plain_texts import title_of_text
from transfer.json_values import object_of, text_value

from .export_notes import UnknownExport
from .folder import ExportFolder
from .json_files import json_in_text, read_json
from .readers import OldSite
from .source import ExportSource

META = "$meta.json"
HOSTS = ("www.yuque.com", "yuque.com")
LAKE = "<!doctype lake>"
# What a document holds beside the text: the source in the newer editor, or HTML
BODIES = ("body_asl", "body_draft_asl", "body", "body_html")


class YuqueReader:
    SYSTEM = "yuque"
    NAME = "语雀 (Yuque)"

    def recognises(self, source: ExportSource) -> bool:
        return any(PurePosixPath(name).name == META for name in source.names)

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        meta = next(name for name in source.names if PurePosixPath(name).name == META)
        book = object_of(json_in_text(object_of(read_json(source, meta, self.NAME)).get("meta")))
        book = object_of(book.get("book"))
        for name in source.names:
            if name.endswith(".json") and name != meta:
                try:
                    stored = object_of(read_json(source, name, self.NAME))
                except UnknownExport as error:
                    folder.note("export-text-unreadable", name=name, reason=str(error))
                    continue
                write_lake(object_of(stored.get("doc")), namespace_of(book), folder)
        title = text_value(book.get("name")) or PurePosixPath(source.name).stem
        return OldSite(title, HOSTS)


def write_lake(doc: Mapping[str, Any], namespace: str, folder: ExportFolder) -> None:
    pk, slug = text_value(doc.get("id")), text_value(doc.get("slug"))
    bodies = [text for key in BODIES if (text := text_value(doc.get(key)))]
    if not (pk or slug) or not bodies:
        return
    html = next((text for text in bodies if text.startswith(LAKE)), bodies[0])
    head: dict[str, Any] = {
        "title": text_value(doc.get("title")) or title_of_text(html),
        "date": text_value(doc.get("first_published_at") or doc.get("published_at"))
        or text_value(doc.get("created_at")),
        "updated": text_value(doc.get("content_updated_at")),
        "summary": text_value(doc.get("custom_description")),
        "cover": text_value(doc.get("cover")),
        "draft": "" if doc.get("status") in (1, "1", None) else True,
        # A knowledge base is private unless its owner says otherwise.
        "public": None if doc.get("public") in (1, "1", True) else False,
        "redirect_from": [f"/{namespace}/{slug}"] if namespace and slug else [],
    }
    folder.add_text(f"{pk or slug}.md", head, html_to_markdown(with_cards(html)))


def namespace_of(book: Mapping[str, Any]) -> str:
    owner = object_of(book.get("user"))
    parts = (text_value(owner.get("login")), text_value(book.get("slug")))
    return text_value(book.get("namespace")) or ("/".join(parts) if all(parts) else "")


def with_cards(html: str) -> str:
    """The text with HTML in the place of its cards: code, formulas, pictures, files."""
    tree = LexborHTMLParser(f"<body>{html.removeprefix(LAKE)}")
    for card in tree.css("card"):
        written = "".join(written_card(card))
        made = tree.create_node("span")
        inner = LexborHTMLParser(f"<body>{written}").body
        for child in list(inner.iter(include_text=True)) if inner is not None else []:
            made.insert_child(child)
        card.replace_with(made)
    return (tree.body.inner_html or "") if tree.body is not None else ""


def written_card(card: LexborNode) -> Iterator[str]:
    name = card.attributes.get("name") or ""
    value = unquote((card.attributes.get("value") or "").removeprefix("data:"))
    if name == "checkbox":
        yield f'<input type="checkbox"{" checked" if value == "true" else ""}>'
        return
    data = object_of(json_in_text(value))
    address, code = text_value(data.get("src") or data.get("url")), text_value(data.get("code"))
    words = text_value(data.get("name") or data.get("title") or data.get("text"))
    if name == "hr":
        yield "<hr>"
    elif name in ("codeblock", "diagram"):
        yield code_html(code, text_value(data.get("mode") or data.get("type")))
    elif name == "math":
        yield formula_html(code, display=card.attributes.get("type") == "block")
    elif name in ("image", "imageGallery"):
        yield f'<img src="{escape(address)}" alt="{escape(text_value(data.get("title")))}">'
    elif name == "label":
        yield escape(text_value(data.get("label")))
    elif address:
        yield f'<a href="{escape(address)}">{escape(words or address)}</a>'
    else:
        yield escape(words)
