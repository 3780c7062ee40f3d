"""One backup of a folder or a bucket as a tar file, sent while it is read."""

from collections.abc import Iterator

from operations.backups.backup_repository import (
    PLACE,
    BackupRepository,
    inventory_name,
    piece_name,
)
from operations.backups.encryption import KEY_NAME
from operations.backups.records import BackupRecord
from operations.backups.tar_store import tar_header

BLOCK = 512
END = bytes(2 * BLOCK)


class PackedDownload:
    """What `manage.py backup FILE` would write. `size` is in bytes.

    The sizes are those of the inventory: a piece that has another one breaks the download off.
    """

    def __init__(self, repository: BackupRepository, record: BackupRecord) -> None:
        self.repository = repository
        self.pieces = repository.inventory(record)
        store = repository.store
        self.first = {PLACE: store.read(PLACE)}
        if repository.is_by_password:
            self.first[KEY_NAME] = store.read(KEY_NAME)
        inventory = inventory_name(record.name)
        self.last = {
            inventory: store.read(inventory),
            f"backups/{record.name}.json": record.to_json(),
        }

    @property
    def size(self) -> int:
        texts = [*self.first.values(), *self.last.values()]
        sizes = [*map(len, texts), *(piece.size for piece in self.pieces.values())]
        return sum(BLOCK + size + padding(size) for size in sizes) + len(END)

    def chunks(self) -> Iterator[bytes]:
        for name, text in self.first.items():
            yield member(name, text)
        for digest, piece in self.pieces.items():
            stored, found = self.repository.read_stored(digest)
            if found != piece:
                raise OSError(f"{piece_name(digest)} is not what was written")
            yield member(piece_name(digest), stored)
        for name, text in self.last.items():
            yield member(name, text)
        yield END


def member(name: str, data: bytes) -> bytes:
    return tar_header(name, len(data)).tobuf() + data + bytes(padding(len(data)))


def padding(size: int) -> int:
    return -size % BLOCK
