"""Halo: the data export of version 1 (JSON), and the backup of version 2 (.zip).

halo_texts.py   what both versions know of a text
halo_one.py     tables of version 1
halo_two.py     extensions of version 2, whose texts are stored as patches
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from transfer.json_values import object_of

from ..folder import ExportFolder
from ..json_files import read_json
from ..linked_files import FilesBelow, LinkedFiles
from ..readers import OldSite
from ..source import ExportSource, beginning
from .halo_one import HaloOne
from .halo_texts import HaloSite
from .halo_two import HaloTwo

BACKUP = "extensions.data"
MARKS = (b'"post_categories"', b'"post_tags"', b'"sheets"', b'"journals"')


class HaloReader:
    SYSTEM = "halo"
    NAME = "Halo"

    def recognises(self, source: ExportSource) -> bool:
        return bool(backup_of(source)) or any(True for _name in data_files(source))

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        name = backup_of(source) or next(data_files(source))
        value = read_json(source, name, self.NAME)
        site: HaloSite = HaloOne(object_of(value)) if isinstance(value, dict) else HaloTwo(value)
        files = LinkedFiles(source, folder, FilesBelow(source, "upload").find)
        for text in site.texts():
            if text.is_deleted:
                folder.note("export-trash-left-out", count=1)
            else:
                text.write(files, folder)
        folder.note("export-comments-left-out", count=site.hidden_comments)
        folder.add_redirects(site.list_addresses())
        return OldSite(site.host or PurePosixPath(source.name).stem, site.hosts)


def backup_of(source: ExportSource) -> str:
    return next((name for name in source.names if PurePosixPath(name).name == BACKUP), "")


def data_files(source: ExportSource) -> Iterator[str]:
    """Exports of version 1: one object with the tables, in the order of their names."""
    for name in source.names:
        if name.lower().endswith(".json"):
            start = beginning(source, name)
            is_object = start.lstrip().startswith(b"{")
            if is_object and b'"version"' in start + end_of_file(source, name):
                with source.open(name) as file:
                    data = file.read()
                if sum(mark in data for mark in MARKS) > 2:
                    yield name


def end_of_file(source: ExportSource, name: str) -> bytes:
    last = b""
    with source.open(name) as file:
        while chunk := file.read(2**20):
            last = (last + chunk)[-4096:]
    return last
