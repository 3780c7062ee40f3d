"""Names of files in exports of Notion: `Title 1580080aa5a380d1b0c7c2f979343d88.md`."""

import posixpath
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from rendering.markdown_source.source_links import SourceLink, rewrite_links

from ..linked_files import path_of
from ..source import ExportSource

PAGES = (".md", ".html")
ID_AT_END = re.compile(r"(?:^|[ -])([0-9a-f]{32})$")
OF_NOTION = re.compile(
    r"https?://(?:www\.)?[\w-]*\.?notion\.(?:so|site)/\S*?([0-9a-f]{32})(?:[?#]|$)"
)


class PageNames:
    """`pages` are the names of the pages by their ids."""

    def __init__(self, names: Iterable[str]) -> None:
        named = [(id_in(name), name) for name in names if name.endswith(PAGES)]
        self.pages = {pk: name for pk, name in named if pk}
        self.titles = {pk: title_in_name(name) for pk, name in self.pages.items()}

    def title_above(self, name: str) -> str:
        """The title of the page in whose folder a page is, "" if there is none."""
        folder = PurePosixPath(name).parent.name
        return title_in_name(folder) if folder and id_in(folder) else ""

    def with_new_links(self, markdown: str, name: str) -> str:
        """The text with links between pages, which are named by their ids."""

        def new_target(link: SourceLink) -> str | None:
            match = OF_NOTION.match(link.target)
            pk = match[1] if match else id_in(path_of(link.target))
            is_local = match or ("://" not in link.target and path_of(link.target).endswith(PAGES))
            return f"{pk}.md" if pk in self.pages and is_local else None

        return rewrite_links(markdown, new_target)

    def found_beside(self, source: ExportSource) -> Callable[[str, str], str | None]:
        """Finds files by links that are relative to the page in the export."""

        def find(target: str, text_name: str) -> str | None:
            path = path_of(target)
            if "://" in target or not path or path.endswith((*PAGES, ".csv")):
                return None
            name = self.pages[PurePosixPath(text_name).stem]
            folder = posixpath.dirname(name)
            # Names in the .zip may have percent signs of their own.
            for written in (path, target):
                place = posixpath.normpath(posixpath.join(folder, written))
                if source.has(place):
                    return place
            return None

        return find


def id_in(name: str) -> str:
    """The id at the end of a name without its ending, "" if there is none."""
    stem = PurePosixPath(name).name
    stem = re.sub(r"(?:_all)?\.(?:md|html|csv)$", "", stem)
    match = ID_AT_END.search(stem)
    return match[1] if match else ""


def title_in_name(name: str) -> str:
    stem = re.sub(r"(?:_all)?\.(?:md|html|csv)$", "", PurePosixPath(name).name)
    return ID_AT_END.sub("", stem).strip()
