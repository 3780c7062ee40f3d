"""The file of a backup: a tar archive of the data files, with the manifest as its last member.

A truncated archive has no manifest, and is recognised by this.
"""

from __future__ import annotations

import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gzip import BadGzipFile
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from blog import file_modes
from operations.backup_error import BackupError
from operations.manifest import DAMAGED, FileEntry, HashingReader, Manifest

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 << 20
# A backup holds files below these folders, and these files.
FOLDERS = frozenset({"database", "uploads", "originals", "theme", "fonts"})
TOP_FILES = frozenset({"secret_key"})
GZIP_SUFFIXES = frozenset({".gz", ".tgz"})
REGULAR_FILE = (tarfile.REGTYPE, tarfile.AREGTYPE)  # no link, device or sparse file
CHUNK = 1 << 20
ARCHIVE_ERRORS = (tarfile.TarError, BadGzipFile, EOFError, zlib.error, UnicodeError, OverflowError)

# Writing


def write_archive(
    path: Path, sources: Iterable[tuple[str, Path]], database: dict[str, object]
) -> None:
    """Write the archive to `path`, which must not exist.

    `sources` are pairs of the name in the archive and the file.
    """
    manifest = Manifest(database)
    packed: Literal["w:gz", "w:"] = "w:gz" if path.suffix in GZIP_SUFFIXES else "w:"
    with open(path, "xb", opener=file_modes.private_opener) as out:
        with tarfile.open(fileobj=out, mode=packed) as tar:
            for name, source in sources:
                manifest.files[name] = add_member(tar, name, source)
            text = manifest.to_json()
            tar.addfile(tar_header(MANIFEST, len(text)), BytesIO(text))
        out.flush()
        os.fsync(out.fileno())


def add_member(tar: tarfile.TarFile, name: str, source: Path) -> FileEntry:
    with source.open("rb") as file:
        about = os.fstat(file.fileno())
        hashed = HashingReader(file)
        try:
            tar.addfile(tar_header(name, about.st_size, about.st_mtime), hashed)  # type: ignore[arg-type]
        except OSError as error:
            if hashed.size < about.st_size and error.errno is None:
                raise BackupError(
                    f"{source} became shorter while it was read: try again."
                ) from error
            raise
    return hashed.entry


def tar_header(name: str, size: int, modified: float = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, modified, file_modes.FILE
    return info


# Reading


class BackupArchive:
    """An open backup. Its members are the files of its manifest; their content is not checked yet.

    Raises BackupError for other archives.
    """

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        members = tar.getmembers()
        self.manifest = read_manifest(tar, members)
        self.members = {member.name: member for member in members[:-1]}
        if sorted(self.manifest.files) != sorted(member.name for member in members[:-1]):
            raise BackupError(DAMAGED.format("its files are not those of its manifest"))
        for member in members[:-1]:
            if not is_allowed_member_name(member.name) or member.type not in REGULAR_FILE:
                raise BackupError(f"A backup of Longwave does not hold {member.name!r}.")

    def check(self) -> None:
        """Read all files and compare their digests."""
        for name in self.members:
            with open(os.devnull, "wb") as devnull:
                self.copy(name, devnull)

    def extract(self, into: Path, folder: str = "") -> None:
        """Write the files, or those of one folder, below `into`.

        No other process may write to `into`.
        """
        for name in self.members:
            if not folder or name.startswith(f"{folder}/"):
                place = into / name
                file_modes.make_private_folder(place.parent)
                with open(place, "xb", opener=file_modes.private_opener) as out:
                    self.copy(name, out)
                    out.flush()
                    os.fsync(out.fileno())

    def copy(self, name: str, out: IO[bytes]) -> None:
        file = self.tar.extractfile(self.members[name])
        assert file is not None  # it is a regular file
        hashed = HashingReader(file)
        while piece := hashed.read(CHUNK):
            out.write(piece)
        if hashed.entry != self.manifest.files[name]:
            raise BackupError(DAMAGED.format(f"{name} is not what was written"))


@contextmanager
def open_archive(path: Path) -> Iterator[BackupArchive]:
    """Open a backup. Raises BackupError if it is damaged, also while the block reads it."""
    try:
        with tarfile.open(path, "r:*") as tar:
            yield BackupArchive(tar)
    except ARCHIVE_ERRORS as error:
        raise BackupError(DAMAGED.format(error)) from error


def is_backup_archive(path: Path) -> bool:
    try:
        with open_archive(path):
            return True
    except BackupError:
        return False


def read_manifest(tar: tarfile.TarFile, members: list[tarfile.TarInfo]) -> Manifest:
    last = members[-1] if members else None
    if last is None or last.name != MANIFEST or last.type not in REGULAR_FILE:
        raise BackupError(DAMAGED.format("it does not end with its manifest"))
    file = tar.extractfile(last)
    assert file is not None  # it is a regular file
    return Manifest.from_json(file.read(min(last.size, LARGEST_MANIFEST)))


def is_allowed_member_name(name: str) -> bool:
    """Whether the name is a relative, normalised path of a file that a backup may hold."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or "\0" in name:
        return False
    return name in TOP_FILES or (len(path.parts) > 1 and path.parts[0] in FOLDERS)
