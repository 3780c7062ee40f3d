"""The record of a backup, which anybody may read, and its inventory."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple, Self

import zstandard

from operations.backup_error import BackupError
from operations.backups.manifest import DAMAGED, NEWER

RECORD_FORMAT = 2
LARGEST_INVENTORY = 1 << 30


class StoredPiece(NamedTuple):
    """What is stored of a piece: the size in bytes, and the SHA-256."""

    size: int
    sha256: str


Inventory = dict[str, StoredPiece]  # by the SHA-256 of the content of the piece


@dataclass(frozen=True)
class BackupRecord:
    """`name` is its moment in UTC. Sizes are in bytes: `size` of all files, `stored` of the pieces
    it names, `new` of those that it added. `verified` is when it was read back, '' if it was not.
    `manifest` is the digest of the piece with the manifest, `inventory` that of the inventory."""

    name: str
    made: str
    version: str
    is_encrypted: bool
    has_key: bool
    files: int
    size: int
    stored: int
    new: int
    manifest: list[str]
    inventory: str
    verified: str = ""
    format: int = RECORD_FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made)

    def as_verified(self, moment: datetime | None) -> Self:
        text = moment.isoformat(timespec="seconds") if moment else ""
        return replace(self, verified=text)

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        try:
            values = json.loads(text)
            if values["format"] > RECORD_FORMAT:
                raise BackupError(NEWER)
            record = cls(**values)
            if record.moment.tzinfo is None:
                raise ValueError("a moment has its zone")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise BackupError(DAMAGED.format("its record cannot be read")) from error
        return record


def new_name(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S-%fZ")


def packed_inventory(inventory: Inventory) -> bytes:
    lines = [f"{digest} {piece.size} {piece.sha256}\n" for digest, piece in inventory.items()]
    return zstandard.ZstdCompressor().compress("".join(lines).encode())


def unpacked_inventory(stored: bytes, expected: str) -> Inventory:
    """Raise BackupError if it is not the one whose digest the record has."""
    if sha256(stored).hexdigest() != expected:
        raise BackupError(DAMAGED.format("its inventory is not what was written"))
    text = zstandard.ZstdDecompressor().decompress(stored, max_output_size=LARGEST_INVENTORY)
    rows = [line.split(" ") for line in text.decode().splitlines()]
    return {digest: StoredPiece(int(size), stored_hash) for digest, size, stored_hash in rows}


def inventory_size(inventory: Mapping[str, StoredPiece]) -> int:
    return sum(piece.size for piece in inventory.values())
