"""The files of an export: one file, a folder or a .zip, all read in the same way."""

import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol

from .export_notes import UnknownExport
from .folder import CHUNK, LARGEST_FOLDER, MOST_FILES, in_mebibytes, safe_name
from .zip_names import decoded_name

NOT_CONTENT = frozenset({"node_modules", "__MACOSX", "__pycache__"})
# Hidden folders by which systems are recognised
CONFIGURATION = frozenset({".obsidian", ".vitepress", ".vuepress", ".eleventy.js"})
SYSTEM_FILES = frozenset({"Thumbs.db", "desktop.ini"})
PEEK = 64 * 1024
MOST_PARTS = 100


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


class ZipSource:
    """A .zip file, without unpacking it, and the .zip files that it may consist of.

    Large exports are divided so.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.unsafe = 0
        self.entries: dict[str, zipfile.ZipInfo] = {}
        infos = archive.infolist()
        if len(infos) > MOST_FILES:
            raise UnknownExport("export-too-many-files", name=name, limit=MOST_FILES)
        self.parts: list[ZipSource] = []
        for info in infos:
            self.add(info)
        self.names = sorted(self.entries)

    def add(self, info: zipfile.ZipInfo) -> None:
        if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
            return
        if info.flag_bits & 1:
            raise UnknownExport("export-zip-encrypted", name=self.name)
        name = safe_name(decoded_name(info))
        if not name:
            self.unsafe += 1
        elif all(map(is_content, name.split("/"))):
            self.entries[name] = info

    def open(self, name: str) -> IO[bytes]:
        part = next((part for part in self.parts if name in part.entries), None)
        return self.archive.open(self.entries[name]) if part is None else part.open(name)

    def has(self, name: str) -> bool:
        return name in self.entries or any(part.has(name) for part in self.parts)

    def is_divided(self) -> bool:
        """Whether there are only .zip files in it."""
        return 0 < len(self.entries) <= MOST_PARTS and all(
            name.lower().endswith(".zip") for name in self.entries
        )

    def copy_part(self, name: str, file: IO[bytes], left: int) -> int:
        """Copy a file of at most `left` bytes. Return its size."""
        size = 0
        with self.open(name) as packed:
            while chunk := packed.read(CHUNK):
                size += len(chunk)
                if size > left:
                    limit = in_mebibytes(LARGEST_FOLDER)
                    raise UnknownExport("export-too-large", name=self.name, limit=limit)
                file.write(chunk)
        return size

    def open_parts(self, stack: ExitStack) -> None:
        """Read the files of the .zip files in it."""
        left = LARGEST_FOLDER
        for name in self.entries:
            file = tempfile.TemporaryFile()  # noqa: SIM115  (the stack closes it)
            stack.enter_context(file)
            left -= self.copy_part(name, file, left)
            self.parts.append(ZipSource(stack.enter_context(zipfile.ZipFile(file)), name))
        self.names = sorted({name for part in self.parts for name in part.names})
        self.unsafe += sum(part.unsafe for part in self.parts)


@contextmanager
def open_source(path: Path) -> Iterator[ExportSource]:
    """The files at a path. Raises UnknownExport for a missing file or a broken .zip."""
    if path.is_dir():
        yield FolderSource(path)
    elif not path.is_file():
        raise UnknownExport("export-missing", name=path.name)
    elif zipfile.is_zipfile(path):
        with open_zip(path, path.name) as source:
            yield source
    else:
        yield FileSource(path)


@contextmanager
def open_zip(file: Path | IO[bytes], name: str) -> Iterator[ZipSource]:
    try:
        with ExitStack() as stack:
            source = ZipSource(stack.enter_context(zipfile.ZipFile(file)), name)
            if source.is_divided():
                source.open_parts(stack)
            yield source
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise UnknownExport("export-zip-broken", name=name, reason=str(error)) from error


def is_content(name: str) -> bool:
    if name.startswith("."):
        return name in CONFIGURATION
    return name not in NOT_CONTENT and name not in SYSTEM_FILES


def beginning(source: ExportSource, name: str) -> bytes:
    with source.open(name) as file:
        return file.read(PEEK)
