"""The manifest of a backup: its files with sizes and SHA-256 digests, and facts of the database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from operations.backup_error import BackupError

MANIFEST_FORMAT = 2
DAMAGED = "The backup is damaged or incomplete: {}."
NEWER = "The backup was made by a newer version of Longwave: update this one first."


@dataclass(frozen=True)
class FileEntry:
    """Size and digest of a file.

    `pieces` are the digests of its pieces; empty for a file that is one piece, and in the files of
    older versions. `modified` is when it was changed, in nanoseconds since 1970.
    """

    size: int
    sha256: str
    pieces: tuple[str, ...] = ()
    modified: int = 0

    @property
    def digests(self) -> tuple[str, ...]:
        return tuple(self.pieces) or (self.sha256,)

    def has_content_of(self, other: FileEntry) -> bool:
        return (self.size, self.sha256) == (other.size, other.sha256)


@dataclass(frozen=True)
class Manifest:
    """`database` is what DatabaseCopier.dump() returned: the kind, migrations … `software` are the
    versions that wrote the backup."""

    database: dict[str, Any]
    files: dict[str, FileEntry] = field(default_factory=dict)
    made: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    format: int = MANIFEST_FORMAT
    software: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Of all files, in bytes."""
        return sum(entry.size for entry in self.files.values())

    def to_json(self) -> bytes:
        values = asdict(self)
        return json.dumps(values | {"sha256": manifest_digest(values)}).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        try:
            values = json.loads(text)
            expected = values.pop("sha256")
            if values["format"] > MANIFEST_FORMAT:
                raise BackupError(NEWER)
            if expected != manifest_digest(values):
                raise BackupError(DAMAGED.format("its manifest is not what was written"))
            files = {name: FileEntry(**entry) for name, entry in values.pop("files").items()}
            return cls(files=files, **values)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise BackupError(DAMAGED.format("its manifest cannot be read")) from error


def manifest_digest(values: dict[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


class ByteReader(Protocol):
    def read(self, size: int, /) -> bytes: ...


class HashingReader:
    """Computes size and digest of a file while it is read."""

    def __init__(self, file: ByteReader) -> None:
        self.file, self.size, self.hash = file, 0, sha256()

    def read(self, size: int, /) -> bytes:
        data = self.file.read(size)
        self.size += len(data)
        self.hash.update(data)
        return data

    @property
    def entry(self) -> FileEntry:
        return FileEntry(self.size, self.hash.hexdigest())
