"""Jupyter notebooks: each becomes a text with its outputs.

cells.py    cells as Markdown
outputs.py  what cells have shown
"""

import io
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from rendering.markdown_source.source_links import SourceLink, rewrite_links
from transfer.reading.front_matter_block import split_front_matter
from transfer.reading.markdown_files import ENDINGS
from transfer.report import ImportFailure

from ..export_notes import UnknownExport
from ..folder import ExportFolder
from ..json_files import object_of, objects_of, read_json, text_value
from ..linked_files import LinkedFiles, path_of, relative
from ..readers import OldSite
from ..source import ExportSource
from .cells import NotebookText, cells_of_notebook

ENDING = ".ipynb"
READ_ME = "readme"


class NotebookReader:
    SYSTEM = "jupyter"
    NAME = "Jupyter"

    def recognises(self, source: ExportSource) -> bool:
        """Whether there are notebooks, and no other texts."""
        names = [name.lower() for name in source.names]
        texts = [name for name in names if name.endswith(ENDINGS)]
        return any(name.endswith(ENDING) for name in names) and all(
            PurePosixPath(name).stem == READ_ME for name in texts
        )

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        notebooks = [name for name in source.names if name.lower().endswith(ENDING)]
        files = LinkedFiles(source, folder, found_beside(source))
        for name in notebooks:
            try:
                value = object_of(read_json(source, name, self.NAME))
            except UnknownExport as error:
                if len(notebooks) == 1:
                    raise
                folder.note("export-text-unreadable", name=name, reason=str(error))
                continue
            write_notebook(value, name, files, folder)
        return OldSite(PurePosixPath(source.name).stem)


def found_beside(source: ExportSource) -> Any:
    """Finds files by links that are relative to the text."""

    def find(target: str, text_name: str) -> str | None:
        path = path_of(target)
        if not path or "://" in target:
            return None
        place = posixpath.normpath(posixpath.join(posixpath.dirname(text_name), path))
        is_text = place.lower().endswith((ENDING, *ENDINGS))
        return place if not is_text and source.has(place) else None

    return find


def write_notebook(
    value: Mapping[str, Any], name: str, files: LinkedFiles, folder: ExportFolder
) -> None:
    text_name = f"{name.removesuffix(ENDING)}.md"
    text = NotebookText(language_of_notebook(value), f"files/{name}")
    for cell in cells_of_notebook(value):
        text.add(cell)
    for place, data in text.files.items():
        folder.add_file(place, io.BytesIO(data))
    folder.note("export-output-left-out", count=text.left_out)
    head, body = head_and_body(value, text.markdown())
    body = rewrite_links(
        files.localise(body, text_name), notebook_links(text, text_name, files.source)
    )
    folder.add_text(text_name, head, body)


def notebook_links(text: NotebookText, text_name: str, source: ExportSource) -> Any:
    """New targets of links to outputs and to other notebooks."""

    def new_target(link: SourceLink) -> str | None:
        if link.target in text.files:
            return relative(link.target, text_name)
        path, mark, rest = link.target.partition("#")
        place = posixpath.normpath(posixpath.join(posixpath.dirname(text_name), path_of(path)))
        if path.endswith(ENDING) and source.has(place):
            return f"{path.removesuffix(ENDING)}.md{mark}{rest}"
        return None

    return new_target


def head_and_body(value: Any, markdown: str) -> tuple[dict[str, Any], str]:
    """What the metadata state, and the front matter that a first cell may have."""
    stated = object_of(value.get("metadata"))
    authors = [text_value(each.get("name")) for each in objects_of(stated.get("authors"))]
    head: dict[str, Any] = {
        "title": text_value(stated.get("title")),
        "date": text_value(stated.get("date")),
        "author": next(iter(authors), "") or text_value(stated.get("author")),
        "tags": stated.get("tags") if isinstance(stated.get("tags"), list) else [],
    }
    try:
        block = split_front_matter(markdown)
    except ImportFailure:
        return head, markdown
    return {**head, **block.values}, block.body if block.values else markdown


def language_of_notebook(value: Any) -> str:
    stated = object_of(value.get("metadata"))
    places: Iterator[Any] = (
        object_of(stated.get(name)).get(key)
        for name, key in (("language_info", "name"), ("kernelspec", "language"))
    )
    return next(filter(None, map(text_value, places)), "python").lower()
