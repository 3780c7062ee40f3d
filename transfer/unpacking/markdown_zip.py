"""A .zip or .tar of Markdown files and notebooks, of whatever system: only unpacked."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from transfer.reading import visibility
from transfer.reading.markdown_files import ENDINGS, TEXT_ENDINGS

from .folder import ExportFolder
from .readers import OldSite
from .source import ExportSource
from .tar_source import TarSource
from .zip_source import ZipSource

CONTENT = frozenset({"content", "docs", "posts", "source", "src", "static"})


class MarkdownZipReader:
    SYSTEM = "markdown"
    NAME = "Markdown"

    def recognises(self, source: ExportSource) -> bool:
        return isinstance(source, ZipSource | TarSource) and any(map(is_text, source.names))

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        """Copy all files."""
        inner = folder_around(source.names)
        for name in source.names:
            with source.open(name) as file:
                if folder.add_file(name.removeprefix(inner), file):
                    folder.texts += is_text(name)
        return OldSite(PurePosixPath(source.name).stem, dialect=None)


def folder_around(names: Iterable[str]) -> str:
    """The folder that GitHub and others put around a site; "" for one that says something."""
    tops = {name.partition("/")[0] for name in names}
    top = tops.pop()
    means_something = top.startswith("_") or top in CONTENT or visibility.private_folder((top,))
    return "" if tops or means_something else f"{top}/"


def is_text(name: str) -> bool:
    return name.lower().endswith(TEXT_ENDINGS)


def is_markdown(name: str) -> bool:
    return name.lower().endswith(ENDINGS)
