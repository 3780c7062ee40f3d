"""Files of a .zip, and of the .zip files that it may consist of."""

import lzma
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from .export_notes import UnknownExport
from .folder import MOST_FILES, free_name, largest_folder, safe_name
from .source import copy_within, is_content
from .zip_names import decoded_name

MOST_PARTS = 100
# What zipfile raises for damaged files: of its own, and of what unpacks the data and the names
BROKEN = (
    *(zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError),
    *(zlib.error, lzma.LZMAError, struct.error, OSError),
)


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
        if name in self.entries and self.entries[name].filename != info.filename:
            name = free_name(name, self.entries)
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

    def open_parts(self, stack: ExitStack) -> None:
        """Read the files of the .zip files in it."""
        left = largest_folder()
        for name in self.entries:
            file = tempfile.TemporaryFile()  # noqa: SIM115  (the stack closes it)
            stack.enter_context(file)
            with self.open(name) as packed:
                left -= copy_within(packed, file, left, self.name)
            self.parts.append(ZipSource(stack.enter_context(zipfile.ZipFile(file)), name))
        self.names = sorted({name for part in self.parts for name in part.names})
        self.unsafe += sum(part.unsafe for part in self.parts)


@contextmanager
def open_zip(file: Path | IO[bytes], name: str) -> Iterator[ZipSource]:
    try:
        with ExitStack() as stack:
            source = ZipSource(stack.enter_context(zipfile.ZipFile(file)), name)
            if source.is_divided():
                source.open_parts(stack)
            yield source
    except BROKEN as error:
        reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        raise UnknownExport("export-zip-broken", name=name, reason=reason) from error
