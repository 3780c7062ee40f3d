"""Exports of Medium: posts/2020-01-02_Title-0123456789ab.html, drafts begin with `draft_`."""

import re
from pathlib import PurePosixPath
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transfer.html import html_to_markdown

from .folder import LARGEST_FILE, ExportFolder
from .linked_files import old_path
from .readers import OldSite
from .source import ExportSource, beginning

POST = re.compile(r"(?:^|/)posts/(?:draft_|\d{4}-\d\d-\d\d_).*?-{1,2}([0-9a-f]{8,12})\.html$")
NOT_TEXT = ".js-mixtapeImage, .section-divider:first-child"


class MediumReader:
    SYSTEM = "medium"
    NAME = "Medium"

    def recognises(self, source: ExportSource) -> bool:
        names = [name for name in source.names if POST.search(name)]
        return any(b"h-entry" in beginning(source, name) for name in names[:5])

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        hosts: list[str] = []
        for name in source.names:
            if match := POST.search(name):
                with source.open(name) as file:
                    text = file.read(LARGEST_FILE).decode("utf-8", "replace")
                write_medium_post(text, name, match[1], folder)
        folder.note("export-settings-left-out")
        return OldSite(PurePosixPath(source.name).stem, tuple(hosts))


def write_medium_post(text: str, name: str, pk: str, folder: ExportFolder) -> None:
    tree = LexborHTMLParser(text)
    body = tree.css_first("section[data-field='body'], .e-content")
    if body is None:
        folder.note("export-text-unreadable", name=name, reason="no text")
        return
    title = text_within(tree, "h1.p-name")
    subtitle = text_within(tree, "section[data-field='subtitle']")
    repair_medium(tree, body, {title, subtitle})
    canonical = address_within(tree, "a.p-canonical")
    time = tree.css_first("time.dt-published")
    is_draft = PurePosixPath(name).name.startswith("draft_")
    head: dict[str, Any] = {
        "title": title,
        "date": (time.attributes.get("datetime") or "") if time is not None else "",
        "author": text_within(tree, ".p-author"),
        "summary": subtitle,
        "draft": is_draft or "",
        "redirect_from": [] if is_draft else [*medium_paths(canonical, pk)],
    }
    folder.add_text(f"{pk}.md", head, html_to_markdown(body.html or ""))


def medium_paths(canonical: str, pk: str) -> list[str]:
    """The path on Medium, with and without the name of the author: for domains of one's own."""
    paths = [f"/p/{pk}"]
    if canonical:
        path = old_path(canonical)
        paths += [path] if path.count("/") == 1 else [path, f"/{path.rpartition('/')[2]}"]
    return paths


def text_within(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join(node.text().split()) if node is not None else ""


def address_within(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("href") or "") if node is not None else ""


def repair_medium(tree: LexborHTMLParser, body: LexborNode, titles: set[str]) -> None:
    """Leave out the repeated titles, and join blocks of code that Medium divides into lines."""
    for node in body.css(NOT_TEXT):
        node.decompose()
    for heading in body.css(".graf--title, .graf--subtitle"):
        if " ".join(heading.text().split()) in titles:
            heading.decompose()
    for link in body.css(".graf--mixtapeEmbed a"):
        title = link.css_first("strong")
        words = link.css_first("em")
        quote = tree.create_node("blockquote")
        anchor = tree.create_node("a")
        anchor.attrs["href"] = link.attributes.get("href") or ""
        anchor.insert_child(title.text() if title is not None else link.text())
        quote.insert_child(anchor)
        if words is not None:
            below = tree.create_node("p")
            below.insert_child(words.text())
            quote.insert_child(below)
        link.replace_with(quote)
    for block in body.css("pre"):
        following = block.next
        while following is not None and following.tag == "pre" and is_one_line(following):
            after = following.next
            block.insert_child("\n")
            for child in list(following.iter(include_text=True)):
                block.insert_child(child)
            following.decompose()
            following = after


def is_one_line(block: LexborNode) -> bool:
    return "data-code-block-lang" not in block.attributes
