"""Typecho: its backups (.dat), and its database as SQLite file or dump.

backup_files.py   the format of backups
typecho_texts.py  a content as a text with front matter
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ..folder import ExportFolder
from ..linked_files import FilesBelow, LinkedFiles
from ..readers import OldSite
from ..source import ExportSource, beginning
from ..tables import Row, database_files, read_tables
from .backup_files import MARK, backup_rows
from .typecho_texts import TypechoSite

TABLES = ("contents", "comments", "metas", "relationships", "users", "fields", "options")
MARKS = (b"_contents", b"_metas", b"_relationships")
HOST = re.compile(r"\d{8}_([\w.-]+\.\w+)_\w+\.dat")


class TypechoReader:
    SYSTEM = "typecho"
    NAME = "Typecho"

    def recognises(self, source: ExportSource) -> bool:
        return any(True for _name in backups(source)) or any(
            True for _name in database_files(source, *MARKS)
        )

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        name, tables = self.tables_of(source, folder)
        match = HOST.search(name)
        site = TypechoSite(tables, match[1] if match else "")
        files = LinkedFiles(source, folder, FilesBelow(source, "usr/uploads").find)
        for row in tables["contents"]:
            site.write(row, files, folder)
        folder.add_redirects(site.list_addresses())
        host = site.host
        return OldSite(host or PurePosixPath(name).stem, (host,) if host else ())

    def tables_of(
        self, source: ExportSource, folder: ExportFolder
    ) -> tuple[str, Mapping[str, list[Row]]]:
        if name := next(backups(source), ""):
            found: dict[str, list[Row]] = {table: [] for table in TABLES}
            with source.open(name) as file:
                for table, row in backup_rows(file, folder):
                    found[table].append(row)
            return name, found
        name = next(database_files(source, *MARKS))
        return name, read_tables(source, name, TABLES, suffix=True)


def backups(source: ExportSource) -> Iterator[str]:
    for name in source.names:
        if name.lower().endswith(".dat") and beginning(source, name).startswith(MARK):
            yield name
