"""Databases of Notion: CSV files beside the folders of their pages."""

import csv
import io
import re
from pathlib import PurePosixPath

from rendering.from_html import TooLarge, markdown_table

from ..linked_files import path_of
from ..source import ExportSource
from .page_names import PageNames, id_in

# A link that is alone on its line shows a database in the page.
LINK_LINE = re.compile(r"^\[[^\]\n]*\]\((?P<target>[^()\n]*\.csv)\)\s*$", re.MULTILINE)
MOST_ROWS = 300
LARGEST_TABLE = 8 * 1024 * 1024


class Databases:
    def __init__(self, source: ExportSource, names: PageNames) -> None:
        self.source = source
        self.names = names
        files = [name for name in source.names if name.endswith(".csv") and id_in(name)]
        # The file `_all` has the rows that the view of the page leaves out, too.
        self.views = {id_in(name): name for name in sorted(files, reverse=True)}
        self.read_tables: dict[str, list[list[str]]] = {}

    def rows(self, pk: str) -> list[list[str]]:
        """The rows of a database, the first of which has the names of the properties."""
        if pk in self.views and pk not in self.read_tables:
            with self.source.open(self.views[pk]) as file:
                text = file.read(LARGEST_TABLE).decode("utf-8-sig", "replace")
            self.read_tables[pk] = list(csv.reader(io.StringIO(text)))
        return self.read_tables.get(pk, [])

    def columns_around(self, name: str) -> frozenset[str]:
        """The names of the properties that a page has, by the database it belongs to."""
        folder = PurePosixPath(name).parent
        rows = self.rows(id_in(folder.name)) or self.rows(self.id_without_number(folder))
        return frozenset(column.strip() for column in rows[0]) if rows else frozenset()

    def id_without_number(self, folder: PurePosixPath) -> str:
        """Newer exports name the folder of a database without its id."""
        beside = (
            pk
            for pk, view in self.views.items()
            if PurePosixPath(view).parent == folder.parent
            and PurePosixPath(view).name.startswith(f"{folder.name} ")
        )
        return next(beside, "")

    def with_tables(self, body: str) -> str:
        """The text of a page with the databases that it shows, as tables."""
        return LINK_LINE.sub(self.table, body)

    def table(self, match: re.Match[str]) -> str:
        rows = self.rows(id_in(path_of(match["target"])))[: MOST_ROWS + 1]
        if not rows:
            return match[0]
        try:
            return markdown_table(rows)
        except TooLarge:
            return match[0]
