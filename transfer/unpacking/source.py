"""The files of an export, which are read in the same way wherever they are: a file, a folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from .export_notes import UnknownExport
from .folder import CHUNK, MOST_FILES, in_mebibytes, largest_folder, safe_name

NOT_CONTENT = frozenset({"node_modules", "__MACOSX", "__pycache__"})
# Hidden folders by which systems are recognised
CONFIGURATION = frozenset({".obsidian", ".vitepress", ".vuepress", ".eleventy.js"})
SYSTEM_FILES = frozenset({"Thumbs.db", "desktop.ini"})
PEEK = 64 * 1024


class ExportSource(Protocol):
    """`names` are safe relative names of all files; `name` is shown to people.

    `unsafe` counts files that are left out for their names.
    """

    name: str
    names: list[str]
    unsafe: int

    def open(self, name: str) -> IO[bytes]: ...

    def has(self, name: str) -> bool:
        """Whether there is such a file, for one file also beside it."""
        ...


class FileSource:
    """One file. Others beside it are found if they are asked for."""

    unsafe = 0

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.names = [path.name]
        self.root = path.resolve().parent

    def open(self, name: str) -> IO[bytes]:
        return (self.root / name).open("rb")

    def has(self, name: str) -> bool:
        path = self.root / safe_name(name)
        try:
            return path.is_file() and path.resolve().is_relative_to(self.root)
        except (OSError, ValueError):
            return False


class FolderSource(FileSource):
    """A folder: files whose names begin with a point, and links out of it, are no part of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path / "-")
        self.name = path.resolve().name
        self.names = [name for name in self.walk() if self.has(name)]

    def walk(self) -> Iterator[str]:
        count = 0
        for folder, inner, files in os.walk(self.root):
            inner[:] = sorted(name for name in inner if is_content(name))
            for name in sorted(filter(is_content, files)):
                count += 1
                if count > MOST_FILES:
                    raise UnknownExport("export-too-many-files", name=self.name, limit=MOST_FILES)
                yield Path(folder, name).relative_to(self.root).as_posix()


def copy_within(file: IO[bytes], target: IO[bytes], most: int, name: str) -> int:
    """Copy at most so many bytes. Return their number."""
    size = 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise UnknownExport("export-too-large", name=name, limit=in_mebibytes(largest_folder()))
        target.write(chunk)
    return size


def is_content(name: str) -> bool:
    if name.startswith("."):
        return name in CONFIGURATION
    return name not in NOT_CONTENT and name not in SYSTEM_FILES


def beginning(source: ExportSource, name: str) -> bytes:
    with source.open(name) as file:
        return file.read(PEEK)
