"""The WAL of SQLite: header, and frames with checksums that include those before.

SQLite applies the frames up to the first one that is not valid, and drops the others without an
error. After a power cut these are the frames of a transaction that was not confirmed. If there are
commits behind a frame that is damaged, confirmed saves are lost. The format is described at
https://www.sqlite.org/fileformat2.html#walformat
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

HEADER, FRAME_HEADER = struct.Struct(">8I"), struct.Struct(">6I")
LITTLE_ENDIAN, BIG_ENDIAN = 0x377F0682, 0x377F0683
MASK = 0xFFFFFFFF
Checksum = tuple[int, int]


class WalState(NamedTuple):
    """Numbers of transactions: those that SQLite applies, and those behind damage."""

    applied: int
    lost: int


class WalHeader(NamedTuple):
    words: str  # the format of the words that are summed, for struct
    page_size: int
    salts: tuple[int, int]
    checksum: Checksum


def wal_state(path: Path) -> WalState:
    """No process may write to the file. A damaged header loses all of it."""
    with path.open("rb") as file:
        head = file.read(HEADER.size)
        if len(head) < HEADER.size:
            return WalState(0, 0)
        header = read_wal_header(head)
        if header is None:
            return WalState(0, int(path.stat().st_size > HEADER.size + FRAME_HEADER.size))
        return count_commits(file, header)


def read_wal_header(head: bytes) -> WalHeader | None:
    magic, _version, page_size, _number, *salts, first, second = HEADER.unpack(head)
    if magic not in (LITTLE_ENDIAN, BIG_ENDIAN):
        return None
    words = "<" if magic == LITTLE_ENDIAN else ">"
    checksum = summed(words, head[:24], (0, 0))
    is_whole = checksum == (first, second)
    return WalHeader(words, page_size, (salts[0], salts[1]), checksum) if is_whole else None


def count_commits(file: BinaryIO, header: WalHeader) -> WalState:
    applied = lost = 0
    checksum, is_valid = header.checksum, True
    for head, page in frames(file, header.page_size):
        _page, size_after_commit, *salts, first, second = FRAME_HEADER.unpack(head)
        is_ours = tuple(salts) == header.salts
        if is_valid:
            checksum = summed(header.words, page, summed(header.words, head[:8], checksum))
            is_valid = is_ours and checksum == (first, second)
        if is_valid:
            applied += bool(size_after_commit)
        else:  # frames of an earlier use of the file have other salts
            lost += is_ours and bool(size_after_commit)
    return WalState(applied, lost)


def frames(file: BinaryIO, page_size: int) -> Iterator[tuple[bytes, bytes]]:
    while len(head := file.read(FRAME_HEADER.size)) == FRAME_HEADER.size:
        page = file.read(page_size)
        if len(page) < page_size:
            return
        yield head, page


def summed(words: str, data: bytes, start: Checksum) -> Checksum:
    first, second = start
    values = struct.unpack(f"{words}{len(data) // 4}I", data)
    for one, other in zip(values[::2], values[1::2], strict=True):
        first = (first + one + second) & MASK
        second = (second + other + first) & MASK
    return first, second
