"""Backups in a folder of the disk, or of another disk that is mounted there."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from blog import file_modes
from operations.backups.stores import StoredItem

UNFINISHED = ".unfinished-"


class FolderStore:
    has_listing = True

    def __init__(self, root: Path) -> None:
        self.root, self.title = root, str(root)

    def read(self, name: str) -> bytes:
        with open(self.root / name, "rb") as file:
            # From the disk, as far as the system does so: what was written a moment ago is
            # still in memory.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return file.read()

    def write(self, name: str, data: bytes) -> None:
        path = self.root / name
        file_modes.make_private_folder(path.parent)
        with NamedTemporaryFile(prefix=UNFINISHED, dir=path.parent, delete=False) as out:
            try:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
                os.replace(out.name, path)
            except BaseException:
                Path(out.name).unlink(missing_ok=True)
                raise
        fsync_folder(path.parent)

    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def items(self, prefix: str) -> Iterator[StoredItem]:
        for place, _folders, names in os.walk(self.root / prefix):
            for name in names:
                path = Path(place, name)
                with suppress(FileNotFoundError):  # it was deleted meanwhile
                    found = path.stat()
                    stored = str(path.relative_to(self.root))
                    yield StoredItem(stored, found.st_size, found.st_mtime)


def fsync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
