"""Cells of notebooks as Markdown."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rendering.markdown_source.fences import fence_source
from rendering.markdown_source.source_links import SourceLink, rewrite_links

from ..folder import safe_part
from ..json_files import object_of, objects_of, text_value
from .outputs import shown_outputs

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
DATA = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,(.+)", re.DOTALL)
ENDINGS = {"png": ".png", "jpeg": ".jpg", "gif": ".gif", "webp": ".webp", "svg+xml": ".svg"}


class NotebookText:
    """The Markdown of a notebook. `files` are its pictures by their names below `place`."""

    def __init__(self, language: str, place: str) -> None:
        self.language = language
        self.place = place
        self.files: dict[str, bytes] = {}
        self.blocks: list[str] = []
        self.left_out = 0

    def add(self, cell: Cell) -> None:
        names = set(tags_of_cell(cell))
        source = source_text(cell.get("source", cell.get("input")))
        if names & REMOVED:
            return
        if cell.get("cell_type") == "code":
            if source.strip() and not names & WITHOUT_INPUT:
                self.blocks.append(self.code(source))
            if not names & WITHOUT_OUTPUT:
                self.add_outputs(objects_of(cell.get("outputs")))
        elif cell.get("cell_type") == "heading":  # of notebooks before 2013
            self.blocks.append(f"{'#' * int(cell.get('level') or 1)} {source}")
        elif source.strip():
            self.blocks.append(self.with_attachments(source, object_of(cell.get("attachments"))))

    def code(self, source: str) -> str:
        match = MAGIC.match(source)
        language = LANGUAGES.get(match[1], self.language) if match else self.language
        return "\n".join(fence_source(source.strip("\n"), language))

    def add_outputs(self, outputs: Sequence[Mapping[str, Any]]) -> None:
        for shown in shown_outputs(outputs):
            if shown.ending:
                self.blocks.append(f"![]({self.store(f'output-{len(self.files) + 1}', shown)})")
            elif shown.markdown:
                self.blocks.append(shown.markdown)
            else:
                self.left_out += 1

    def store(self, name: str, shown: Any) -> str:
        place = f"{self.place}/{safe_part(name)}{shown.ending}"
        self.files[place] = shown.data
        return place

    def with_attachments(self, source: str, attachments: Mapping[str, Any]) -> str:
        """The text of a cell with files in the place of attached pictures and `data:` addresses."""

        def new_target(link: SourceLink) -> str | None:
            if link.target.startswith("attachment:"):
                name = link.target.removeprefix("attachment:")
                data = picture_data(object_of(attachments.get(name)))
                return self.attach(name, data) if data else None
            match = DATA.fullmatch(link.target)
            data = base64_bytes(match[2]) if match else b""
            name = f"picture-{len(self.files) + 1}{ENDINGS[match[1]]}" if match else ""
            return self.attach(name, data) if data else None

        return rewrite_links(source, new_target)

    def attach(self, name: str, data: bytes) -> str:
        place = f"{self.place}/{safe_part(name)}"
        self.files[place] = data
        return place

    def markdown(self) -> str:
        return "\n\n".join(block.strip("\n") for block in self.blocks)


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


def source_text(value: Any) -> str:
    """The text of a cell or output, which is stored as lines or as one text."""
    if isinstance(value, list):
        return "".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""


def picture_data(bundle: Mapping[str, Any]) -> bytes:
    for kind, value in bundle.items():
        if kind.startswith("image/"):
            text = source_text(value)
            return text.encode() if kind == "image/svg+xml" else base64_bytes(text)
    return b""


def base64_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
