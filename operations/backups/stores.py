"""What the files of backups are in: a folder, a bucket or a tar file."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class StoredItem(NamedTuple):
    """`modified` is in seconds since 1970."""

    name: str
    size: int
    modified: float


class BackupStore(Protocol):
    """Files by names such as backups/2026-12-01.json. All methods may raise OSError."""

    title: str
    has_listing: bool  # whether other backups may be there

    def read(self, name: str) -> bytes:
        """Raise FileNotFoundError if there is no such file."""

    def write(self, name: str, data: bytes) -> None:
        """Store a file as a whole or not at all; it survives a power cut then."""

    def delete(self, name: str) -> None:
        """Also if there is none."""

    def items(self, prefix: str) -> Iterator[StoredItem]:
        """The files whose names begin with the prefix, which ends with a slash, in any order."""
