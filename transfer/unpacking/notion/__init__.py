"""Exports of Notion: Markdown & CSV, or HTML; also divided into several .zip files.

page_names.py     ids in names and links
notion_html.py    pages of an HTML export
notion_text.py    pages of a Markdown export
properties.py     properties of pages in databases, as front matter
databases.py      databases as tables
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ..folder import LARGEST_FILE, ExportFolder
from ..linked_files import LinkedFiles
from ..readers import OldSite
from ..source import ExportSource
from .databases import Databases
from .notion_html import html_page
from .notion_text import markdown_page
from .page_names import PAGES, PageNames, id_in, title_in_name


class NotionReader:
    SYSTEM = "notion"
    NAME = "Notion"

    def recognises(self, source: ExportSource) -> bool:
        return any(id_in(name) and name.endswith((*PAGES, ".csv")) for name in source.names)

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        names = PageNames(source.names)
        databases = Databases(source, names)
        files = LinkedFiles(source, folder, names.found_beside(source))
        for pk, name in names.pages.items():
            write_page(pk, name, source, names, databases, files, folder)
        return OldSite(PurePosixPath(source.name).stem)


def write_page(
    pk: str,
    name: str,
    source: ExportSource,
    names: PageNames,
    databases: Databases,
    files: LinkedFiles,
    folder: ExportFolder,
) -> None:
    with source.open(name) as file:
        text = file.read(LARGEST_FILE).decode("utf-8-sig", "replace")
    columns = databases.columns_around(name)
    head, body = html_page(text) if name.endswith(".html") else markdown_page(text, columns)
    text_name = f"{pk}.md"
    body = databases.with_tables(body)
    body = names.with_new_links(files.localise(body, text_name), name)
    head = {"title": title_in_name(name), **head, **more_of(pk, name, names)}
    if cover := head.get("cover"):
        head["cover"] = files.cover(str(cover), text_name)
    folder.add_text(text_name, head, body)


def more_of(pk: str, name: str, names: PageNames) -> Mapping[str, Any]:
    """The page above, and the addresses of a published page: with the title before its id."""
    title = "-".join("".join(c if c.isalnum() else " " for c in title_in_name(name)).split())
    above = names.title_above(name)
    paths = [f"/{pk}", *([f"/{title}-{pk}"] if title.isascii() and title else [])]
    return {"parent": above, "redirect_from": paths}
