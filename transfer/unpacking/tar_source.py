"""Files of a .tar, also of one that is packed by gzip, bzip2 or xz."""

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from .export_notes import UnknownExport
from .folder import MOST_FILES, free_name, largest_folder, safe_name
from .source import copy_within, is_content


class TarSource:
    """A .tar file, also packed by gzip, bzip2 or xz."""

    def __init__(self, archive: tarfile.TarFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.unsafe = 0
        self.entries: dict[str, tarfile.TarInfo] = {}
        for count, info in enumerate(archive):
            if count > MOST_FILES:
                raise UnknownExport("export-too-many-files", name=name, limit=MOST_FILES)
            safe = safe_name(info.name) if info.isfile() else ""
            if safe in self.entries and self.entries[safe].name != info.name:
                safe = free_name(safe, self.entries)
            self.unsafe += info.isfile() and not safe
            if safe and all(map(is_content, safe.split("/"))):
                self.entries[safe] = info
        self.names = sorted(self.entries)

    def open(self, name: str) -> IO[bytes]:
        file = self.archive.extractfile(self.entries[name])
        assert file is not None  # only regular files are listed
        return file

    def has(self, name: str) -> bool:
        return name in self.entries


@contextmanager
def open_tar(path: Path) -> Iterator[TarSource]:
    """A .tar file, unpacked first: going back in a packed one begins at its start."""
    with tempfile.TemporaryFile() as plain:
        try:
            with unpacked_stream(path) as packed:
                copy_within(packed, plain, largest_folder(), path.name)
            plain.seek(0)
            with tarfile.open(fileobj=plain, mode="r:") as archive:
                yield TarSource(archive, path.name)
        except (tarfile.TarError, EOFError, lzma.LZMAError, zlib.error, OSError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise UnknownExport("export-zip-broken", name=path.name, reason=reason) from error


def is_tar(path: Path) -> bool:
    """Whether it has a file, packed or not. Only its beginning is read, however large it is."""
    try:
        with unpacked_stream(path) as plain, tarfile.open(fileobj=plain, mode="r:") as archive:
            return archive.next() is not None
    except (tarfile.TarError, EOFError, lzma.LZMAError, zlib.error, OSError):
        return False


def unpacked_stream(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        start = file.read(2)
    if start == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(path))
    if start == b"BZ":
        return bz2.open(path)
    return lzma.open(path) if start == b"\xfd7" else path.open("rb")
