"""Cells of notebooks as Markdown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from rendering.markdown_source.fences import fence_source
from rendering.markdown_source.source_links import SourceLink, rewrite_links
from transfer.html import html_to_markdown
from transfer.json_values import object_of, objects_of, text_value

from .data_addresses import ENDINGS, data_address
from .outputs import joined_text, picture_bytes, shown_outputs

Cell = Mapping[str, Any]
# What an author hides by tags, as Jupyter Book and nbconvert understand them
REMOVED = frozenset({"remove-cell", "remove_cell", "hide_cell", "hide-cell"})
WITHOUT_INPUT = frozenset({"remove-input", "remove_input", "hide_input", "hide-input"})
WITHOUT_OUTPUT = frozenset({"remove-output", "remove_output", "hide_output", "hide-output"})
MAGIC = re.compile(r"%%(\w+)")
LANGUAGES = {
    "bash": "bash", "sh": "bash", "html": "html", "javascript": "javascript", "js": "javascript",
    "latex": "latex", "perl": "perl", "ruby": "ruby", "sql": "sql", "svg": "xml", "R": "r",
    "cython": "cython", "writefile": "",
}  # fmt: skip
# Languages of raw cells, which are written for one kind of output; others are Markdown
RAW_LANGUAGES = {
    "text/latex": "latex", "text/x-rst": "rst", "text/restructuredtext": "rst",
    "text/asciidoc": "text", "text/x-python": "python", "application/pdf": "",
}  # fmt: skip


class NotebookText:
    """The Markdown of a notebook. `left_out` counts outputs without a text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.blocks: list[str] = []
        self.pictures = 0
        self.left_out = 0

    def add(self, cell: Cell) -> None:
        names = set(tags_of_cell(cell))
        source = joined_text(cell.get("source", cell.get("input")))
        if names & REMOVED:
            return
        if cell.get("cell_type") == "code":
            if source.strip() and not names & WITHOUT_INPUT:
                self.blocks.append(self.code(source))
            if not names & WITHOUT_OUTPUT:
                self.add_outputs(objects_of(cell.get("outputs")))
        elif cell.get("cell_type") == "heading":  # of notebooks before 2013
            self.blocks.append(f"{'#' * int(cell.get('level') or 1)} {source}")
        elif source.strip() and cell.get("cell_type") == "raw":
            self.blocks.append(raw_text(source, kind_of_raw(cell)))
        elif source.strip():
            self.blocks.append(with_attachments(source, object_of(cell.get("attachments"))))

    def code(self, source: str) -> str:
        match = MAGIC.match(source)
        language = LANGUAGES.get(match[1], self.language) if match else self.language
        return "\n".join(fence_source(source.strip("\n"), language))

    def add_outputs(self, outputs: Sequence[Mapping[str, Any]]) -> None:
        for shown in shown_outputs(outputs):
            if shown.data:
                self.pictures += 1
                name = f"output-{self.pictures}{ENDINGS[shown.kind]}"
                self.blocks.append(f"![]({data_address(name, shown.kind, shown.data)})")
            elif shown.markdown:
                self.blocks.append(shown.markdown)
            else:
                self.left_out += 1

    def markdown(self) -> str:
        return "\n\n".join(block.strip("\n") for block in self.blocks) + "\n"


def raw_text(source: str, kind: str) -> str:
    """A raw cell goes to the output as it is: HTML as Markdown, another language as code."""
    if kind == "text/html":
        return html_to_markdown(source)
    if (language := RAW_LANGUAGES.get(kind)) is not None:
        return "\n".join(fence_source(source.strip("\n"), language))
    return source


def kind_of_raw(cell: Cell) -> str:
    stated = object_of(cell.get("metadata"))
    return text_value(stated.get("raw_mimetype") or stated.get("format")).lower()


def with_attachments(source: str, attachments: Mapping[str, Any]) -> str:
    """The text of a cell with `data:` addresses in the place of attached pictures."""

    def new_target(link: SourceLink) -> str | None:
        if not link.target.startswith("attachment:"):
            return None
        name = unquote(link.target.removeprefix("attachment:"))
        return attached(name, object_of(attachments.get(name)))

    return rewrite_links(source, new_target)


def attached(name: str, bundle: Mapping[str, Any]) -> str | None:
    pictures = ((kind, picture_bytes(kind, bundle.get(kind))) for kind in ENDINGS)
    return next((data_address(name, kind, data) for kind, data in pictures if data), None)


def cells_of_notebook(value: Mapping[str, Any]) -> Iterator[Cell]:
    """The cells, also of notebooks of version 3."""
    yield from objects_of(value.get("cells"))
    for sheet in objects_of(value.get("worksheets")):
        yield from objects_of(sheet.get("cells"))


def tags_of_cell(cell: Cell) -> Iterator[str]:
    stated = object_of(cell.get("metadata"))
    tags = stated.get("tags")
    yield from map(text_value, tags if isinstance(tags, list) else [])
    hidden = object_of(stated.get("jupyter"))
    if hidden.get("source_hidden") is True or stated.get("hide_input") is True:
        yield "hide-input"
    if hidden.get("outputs_hidden") is True:
        yield "hide-output"
