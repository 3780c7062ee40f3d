"""What is in the file of a backup, and how it is known to be what was written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from operations.refusal import Refusal

FORMAT = 1
DAMAGED = "The backup is damaged or incomplete: {}."
NEWER = "The backup was made by a newer version of Longwave: update this one first."


@dataclass(frozen=True)
class Entry:
    """A file, by what is in it."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`database` says of which kind it is, and what is needed to read it."""

    database: dict[str, Any]
    files: dict[str, Entry] = field(default_factory=dict)
    made: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    format: int = FORMAT

    def to_json(self) -> bytes:
        values = asdict(self)
        return json.dumps(values | {"sha256": digest(values)}, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        try:
            values = json.loads(text)
            written = values.pop("sha256")
            if values["format"] > FORMAT:
                raise Refusal(NEWER)
            if written != digest(values):
                raise Refusal(DAMAGED.format("its manifest is not what was written"))
            files = {name: Entry(**entry) for name, entry in values.pop("files").items()}
            return cls(files=files, **values)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise Refusal(DAMAGED.format("its manifest cannot be read")) from error


def digest(values: dict[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Hashed:
    """A file that is read once, from its beginning to its end."""

    def __init__(self, file: Readable) -> None:
        self.file, self.size, self.hash = file, 0, sha256()

    def read(self, size: int, /) -> bytes:
        data = self.file.read(size)
        self.size += len(data)
        self.hash.update(data)
        return data

    @property
    def entry(self) -> Entry:
        return Entry(self.size, self.hash.hexdigest())
