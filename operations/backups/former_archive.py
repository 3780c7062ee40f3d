"""The file of a backup as versions before 1.0 wrote it: a tar archive of the data files, with the
manifest as its last member.

A truncated archive has no manifest, and is recognised by this.
"""

from __future__ import annotations

import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile
from pathlib import Path
from typing import IO

from blog import file_modes
from operations.backup_error import BackupError
from operations.backups.backed_up_files import is_allowed_name
from operations.backups.manifest import DAMAGED, HashingReader, Manifest
from operations.backups.tar_store import REGULAR_FILE

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 << 20
CHUNK = 1 << 20
ARCHIVE_ERRORS = (tarfile.TarError, BadGzipFile, EOFError, zlib.error, UnicodeError, OverflowError)


class FormerArchive:
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
            if not is_allowed_name(member.name) or member.type not in REGULAR_FILE:
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
        if not hashed.entry.has_content_of(self.manifest.files[name]):
            raise BackupError(DAMAGED.format(f"{name} is not what was written"))


@contextmanager
def open_archive(path: Path) -> Iterator[FormerArchive]:
    """Open a backup. Raises BackupError if it is damaged, also while the block reads it."""
    try:
        with tarfile.open(path, "r:*") as tar:
            yield FormerArchive(tar)
    except ARCHIVE_ERRORS as error:
        raise BackupError(DAMAGED.format(error)) from error


def read_manifest(tar: tarfile.TarFile, members: list[tarfile.TarInfo]) -> Manifest:
    last = members[-1] if members else None
    if last is None or last.name != MANIFEST or last.type not in REGULAR_FILE:
        raise BackupError(DAMAGED.format("it does not end with its manifest"))
    file = tar.extractfile(last)
    assert file is not None  # it is a regular file
    return Manifest.from_json(file.read(min(last.size, LARGEST_MANIFEST)))
