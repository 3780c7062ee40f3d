"""The file of a backup: a tar of data files, and behind them a manifest of all of them.

The manifest comes last, so that a torn file has none.
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
from operations.manifest import DAMAGED, Entry, Hashed, Manifest
from operations.refusal import Refusal

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 << 20
# What a backup may hold: files below these folders, and these files.
FOLDERS = frozenset({"database", "uploads", "theme", "fonts"})
FILES = frozenset({"secret_key"})
ZIPPED = frozenset({".gz", ".tgz"})
PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)  # a file, and no link, device or file with holes
PIECE = 1 << 20
BROKEN = (tarfile.TarError, BadGzipFile, EOFError, zlib.error, UnicodeError, OverflowError)

# Writing


def write(path: Path, sources: Iterable[tuple[str, Path]], database: dict[str, object]) -> None:
    """Make the file, which must not exist, of the files by their names in it."""
    manifest = Manifest(database)
    packed: Literal["w:gz", "w:"] = "w:gz" if path.suffix in ZIPPED else "w:"
    with open(path, "xb", opener=file_modes.private_opener) as out:
        with tarfile.open(fileobj=out, mode=packed) as tar:
            for name, source in sources:
                manifest.files[name] = add(tar, name, source)
            text = manifest.to_json()
            tar.addfile(header(MANIFEST, len(text)), BytesIO(text))
        out.flush()
        os.fsync(out.fileno())


def add(tar: tarfile.TarFile, name: str, source: Path) -> Entry:
    with source.open("rb") as file:
        about = os.fstat(file.fileno())
        hashed = Hashed(file)
        try:
            tar.addfile(header(name, about.st_size, about.st_mtime), hashed)  # type: ignore[arg-type]
        except OSError as error:
            if hashed.size < about.st_size and error.errno is None:
                raise Refusal(f"{source} became shorter while it was read: try again.") from error
            raise
    return hashed.entry


def header(name: str, size: int, modified: float = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, modified, file_modes.FILE
    return info


# Reading


class Archive:
    """The file of a backup that is open, of which the list of its files is known to be right."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        members = tar.getmembers()
        self.manifest = manifest_of(tar, members)
        self.members = {member.name: member for member in members[:-1]}
        if sorted(self.manifest.files) != sorted(member.name for member in members[:-1]):
            raise Refusal(DAMAGED.format("its files are not those of its manifest"))
        for member in members[:-1]:
            if not is_allowed(member.name) or member.type not in PLAIN:
                raise Refusal(f"A backup of Longwave does not hold {member.name!r}.")

    def check(self) -> None:
        """Read all of it."""
        for name in self.members:
            with open(os.devnull, "wb") as nothing:
                self.copy(name, nothing)

    def extract(self, into: Path, folder: str = "") -> None:
        """Write the files, or those of one folder, below a folder that nobody else writes in."""
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
        assert file is not None  # it is a plain file
        hashed = Hashed(file)
        while piece := hashed.read(PIECE):
            out.write(piece)
        if hashed.entry != self.manifest.files[name]:
            raise Refusal(DAMAGED.format(f"{name} is not what was written"))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A file that is torn, damaged or none of a backup ends in a Refusal, whenever it shows."""
    try:
        with tarfile.open(path, "r:*") as tar:
            yield Archive(tar)
    except BROKEN as error:
        raise Refusal(DAMAGED.format(error)) from error


def is_archive(path: Path) -> bool:
    try:
        with opened(path):
            return True
    except Refusal:
        return False


def manifest_of(tar: tarfile.TarFile, members: list[tarfile.TarInfo]) -> Manifest:
    last = members[-1] if members else None
    if last is None or last.name != MANIFEST or last.type not in PLAIN:
        raise Refusal(DAMAGED.format("it does not end with its manifest"))
    file = tar.extractfile(last)
    assert file is not None  # it is a plain file
    return Manifest.from_json(file.read(min(last.size, LARGEST_MANIFEST)))


def is_allowed(name: str) -> bool:
    """Whether the name can only be that of a file in its place, and of one that belongs there."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or "\0" in name:
        return False
    return name in FILES or (len(path.parts) > 1 and path.parts[0] in FOLDERS)
