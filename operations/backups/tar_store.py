"""One backup in one file: a tar archive with the files of a store. The record is the last one."""

import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, Self

from blog import file_modes
from operations.backup_error import BackupError
from operations.backups.manifest import DAMAGED
from operations.backups.stores import StoredItem

REGULAR_FILE = (tarfile.REGTYPE, tarfile.AREGTYPE)  # no link, device or sparse file
STORED_NAME = re.compile(
    r"longwave-backups\.json|key\.age|content/[0-9a-f]{2}/[0-9a-f]{64}"
    r"|(?:inventories|backups)/[0-9TZ-]+(?:\.json)?"
)


class TarStore:
    """Opened for reading, or for writing a new file, in a `with` block."""

    has_listing = False

    def __init__(self, path: Path, *, is_new: bool = False) -> None:
        """Raises OSError or tarfile.TarError."""
        self.title, self.is_new = str(path), is_new
        opener = file_modes.private_opener if is_new else None
        with ExitStack() as stack:
            self.file = stack.enter_context(open(path, "xb" if is_new else "rb", opener=opener))
            mode: Literal["w:", "r:"] = "w:" if is_new else "r:"
            self.tar = stack.enter_context(tarfile.open(fileobj=self.file, mode=mode))
            found = () if is_new else self.tar
            self.members = {each.name: each for each in found if is_stored_file(each)}
            self.opened = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about_error: Any) -> None:
        with self.opened:
            self.tar.close()
            if self.is_new:
                self.file.flush()
                os.fsync(self.file.fileno())

    def read(self, name: str) -> bytes:
        if name not in self.members:
            raise FileNotFoundError(f"There is no {name} in {self.title}.")
        opened = self.tar.extractfile(self.members[name])
        assert opened is not None  # it is a regular file
        return opened.read()

    def write(self, name: str, data: bytes) -> None:
        """A file that is written again, such as the record when it is verified, stays the first."""
        if STORED_NAME.fullmatch(name) and name not in self.members:
            info = self.members[name] = tar_header(name, len(data))
            self.tar.addfile(info, BytesIO(data))

    def delete(self, name: str) -> None:
        """What is in the file stays there."""

    def items(self, prefix: str) -> Iterator[StoredItem]:
        for name, member in self.members.items():
            if name.startswith(prefix):
                yield StoredItem(name, member.size, member.mtime)


@contextmanager
def packed_store(path: Path) -> Iterator[TarStore]:
    try:
        with TarStore(path) as store:
            yield store
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(DAMAGED.format(error)) from error


def is_stored_file(member: tarfile.TarInfo) -> bool:
    return member.type in REGULAR_FILE and bool(STORED_NAME.fullmatch(member.name))


def tar_header(name: str, size: int, modified: float = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, modified, file_modes.FILE
    return info
