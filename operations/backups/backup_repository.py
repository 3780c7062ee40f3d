"""The backups of one place: pieces, inventories and records in a store."""

import json
import os
import secrets as random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from socket import gethostname

from operations.backup_error import BackupError
from operations.backups.encryption import (
    KEY_NAME,
    NEEDS_KEY,
    NEEDS_PASSWORD,
    PieceCipher,
    known_cipher,
    new_cipher,
)
from operations.backups.manifest import DAMAGED, NEWER, Manifest
from operations.backups.records import (
    BackupRecord,
    Inventory,
    StoredPiece,
    packed_inventory,
    unpacked_inventory,
)
from operations.backups.secrets import BackupSecrets
from operations.backups.stores import BackupStore

PLACE, PLACE_FORMAT = "longwave-backups.json", 1
PIECE = 4 << 20  # bytes
RUNNING = "running/"
MISSING = "{} is missing in {}"
NO_PLACE = "There are no backups in {}."
OTHER_KEY = "The backups in {} are encrypted by another key: set LONGWAVE_BACKUP_PUBLIC_KEY={}."
UNENCRYPTED = "The backups in {} are not encrypted. Name another place for encrypted ones."


class BackupRepository:
    def __init__(self, store: BackupStore, cipher: PieceCipher) -> None:
        self.store, self.cipher = store, cipher

    # Opening

    @classmethod
    def open(cls, store: BackupStore, secrets: BackupSecrets) -> "BackupRepository":
        """Raise BackupError if there is none, or for a wrong password."""
        try:
            about = json.loads(store.read(PLACE))
            form, public_key = about["format"], about["public_key"]
        except FileNotFoundError as error:
            raise BackupError(NO_PLACE.format(store.title)) from error
        except (ValueError, LookupError, TypeError) as error:
            raise BackupError(DAMAGED.format(f"{PLACE} cannot be read")) from error
        if form > PLACE_FORMAT:
            raise BackupError(NEWER)
        sealed = None
        with suppress(FileNotFoundError):
            sealed = store.read(KEY_NAME)
        return cls(store, known_cipher(public_key, sealed, secrets, store.title))

    @classmethod
    def create(cls, store: BackupStore, secrets: BackupSecrets) -> "BackupRepository":
        cipher, sealed = new_cipher(secrets)
        if sealed is not None:
            store.write(KEY_NAME, sealed)
        about = {"format": PLACE_FORMAT, "public_key": cipher.public_key}
        store.write(PLACE, json.dumps(about).encode())
        return cls(store, cipher)

    def require_key_of(self, secrets: BackupSecrets) -> None:
        """Raise BackupError if they are not what new backups here are encrypted by."""
        title, public_key = self.store.title, self.cipher.public_key
        if not public_key:
            if secrets.password or secrets.public_key:
                raise BackupError(UNENCRYPTED.format(title))
        elif self.is_by_password:
            self.require_readable()
        elif secrets.public_key != public_key:
            raise BackupError(OTHER_KEY.format(title, public_key))

    def require_readable(self) -> None:
        if not self.cipher.is_readable:
            text = NEEDS_PASSWORD if self.is_by_password else NEEDS_KEY
            raise BackupError(text.format(self.store.title))

    @property
    def is_by_password(self) -> bool:
        try:
            return bool(self.store.read(KEY_NAME))
        except FileNotFoundError:
            return False

    # Pieces

    def stored_pieces(self) -> dict[str, int]:
        """Size by digest of all that is stored."""
        return {item.name.rpartition("/")[2]: item.size for item in self.store.items("content/")}

    def write_piece(self, digest: str, data: bytes) -> StoredPiece:
        stored = self.cipher.seal(data)
        self.store.write(piece_name(digest), stored)
        return StoredPiece(len(stored), sha256(stored).hexdigest())

    def read_stored(self, digest: str) -> tuple[bytes, StoredPiece]:
        """Raise BackupError if it is missing."""
        try:
            stored = self.store.read(piece_name(digest))
        except FileNotFoundError as error:
            raise BackupError(
                DAMAGED.format(MISSING.format(piece_name(digest), self.store.title))
            ) from error
        return stored, StoredPiece(len(stored), sha256(stored).hexdigest())

    def read_piece(self, digest: str) -> bytes:
        """Raise BackupError unless it has this digest."""
        return self.opened_piece(digest, self.read_stored(digest)[0])

    def opened_piece(self, digest: str, stored: bytes) -> bytes:
        data = self.cipher.unseal(stored, PIECE)
        if sha256(data).hexdigest() != digest:
            raise BackupError(DAMAGED.format(f"{piece_name(digest)} is not what was written"))
        return data

    # Records

    def records(self) -> list[BackupRecord]:
        """The newest first. One that cannot be read is passed over: it is no backup."""
        found = []
        for item in self.store.items("backups/"):
            with suppress(BackupError, FileNotFoundError):
                found.append(BackupRecord.from_json(self.store.read(item.name)))
        return sorted(found, key=lambda record: record.name, reverse=True)

    def write_record(self, record: BackupRecord) -> None:
        self.store.write(f"backups/{record.name}.json", record.to_json())

    def delete_record(self, record: BackupRecord) -> None:
        self.store.delete(f"backups/{record.name}.json")
        self.store.delete(inventory_name(record.name))

    def write_inventory(self, name: str, inventory: Inventory) -> str:
        """Return its digest."""
        packed = packed_inventory(inventory)
        self.store.write(inventory_name(name), packed)
        return sha256(packed).hexdigest()

    def inventory(self, record: BackupRecord) -> Inventory:
        try:
            stored = self.store.read(inventory_name(record.name))
        except FileNotFoundError as error:
            missing = MISSING.format(inventory_name(record.name), self.store.title)
            raise BackupError(DAMAGED.format(missing)) from error
        return unpacked_inventory(stored, record.inventory)

    def manifest(self, record: BackupRecord) -> Manifest:
        text = b"".join(self.read_piece(digest) for digest in record.manifest)
        return Manifest.from_json(text)

    # Being written

    @contextmanager
    def marked_as_running(self) -> Iterator[str]:
        """Nobody collects content while this block runs."""
        name = f"{RUNNING}{gethostname()[:40]}-{os.getpid()}-{random.token_hex(4)}"
        self.store.write(name, datetime.now(UTC).isoformat().encode())
        try:
            yield name
        finally:
            self.store.delete(name)


def piece_name(digest: str) -> str:
    return f"content/{digest[:2]}/{digest}"


def inventory_name(name: str) -> str:
    return f"inventories/{name}"
