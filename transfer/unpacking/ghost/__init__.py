"""Exports of Ghost: Settings, Labs, Export content; also in a .zip with the pictures.

ghost_texts.py  the tables, and a post as a text with front matter
lexical.py      texts of the newer editor
mobiledoc.py    texts of the older editor
cards.py        code, galleries, callouts … in both
routes.py       old addresses
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from transfer.json_values import object_of, objects_of

from ..folder import ExportFolder
from ..json_files import read_json
from ..linked_files import LinkedFiles, path_of
from ..readers import OldSite
from ..source import ExportSource, beginning
from .ghost_texts import GhostTables, GhostTextWriter
from .routes import GhostRoutes, read_routes

START = re.compile(rb'\s*\{\s*"(?:db|meta|data)"\s*:')
UPLOADED = re.compile(r"(?:^|/)content/(images|media|files)/(?:size/[^/]+/(?:format/\w+/)?)?(.+)")


class GhostReader:
    SYSTEM = "ghost"
    NAME = "Ghost"

    def recognises(self, source: ExportSource) -> bool:
        return any(True for _name in ghost_files(source))

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        tables = GhostTables(self.tables_of(source))
        uploads = GhostUploads(source)
        files = LinkedFiles(source, folder, uploads.find)
        writer = GhostTextWriter(tables, routes_of(source), files, folder)
        for row in objects_of(tables.data.get("posts")):
            writer.write(row)
        folder.add_redirects(writer.list_addresses())
        if not files.copied:
            folder.note("export-pictures-apart", count=uploads.missing)
        members = len(objects_of(tables.data.get("members")))
        folder.note("export-members-left-out", count=members)
        return OldSite(tables.settings.get("title") or PurePosixPath(source.name).stem)

    def tables_of(self, source: ExportSource) -> Any:
        value = object_of(read_json(source, next(ghost_files(source)), self.NAME))
        outer = next(iter(objects_of(value.get("db"))), value)
        return object_of(outer.get("data"))


def ghost_files(source: ExportSource) -> Iterator[str]:
    for name in source.names:
        if name.lower().endswith(".json"):
            start = beginning(source, name)
            if START.match(start) and b'"exported_on"' in start:
                yield name


def routes_of(source: ExportSource) -> GhostRoutes:
    """What a routes.yaml in the export or beside it says."""
    inside = (name for name in source.names if PurePosixPath(name).name == "routes.yaml")
    name = next(inside, "routes.yaml" if source.has("routes.yaml") else "")
    if not name:
        return GhostRoutes()
    with source.open(name) as file:
        return read_routes(file.read(2**20).decode("utf-8", "replace"))


class GhostUploads:
    """Files below content/, where the export has them."""

    def __init__(self, source: ExportSource) -> None:
        self.source = source
        self.missing = 0
        self.places = {
            f"{match[1]}/{match[2]}": name
            for name in source.names
            if (match := UPLOADED.search(name)) is not None
        }

    def find(self, target: str, _text_name: str) -> str | None:
        match = UPLOADED.search(path_of(target))
        if match is None:
            return None
        place = f"{match[1]}/{match[2]}"
        beside = f"content/{place}"
        found = self.places.get(place) or (beside if self.source.has(beside) else None)
        self.missing += found is None
        return found
