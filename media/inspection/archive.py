"""ZIP archives, by their list of entries; nothing is unpacked."""

import zipfile
from pathlib import Path

from .file_types import FileType
from .refusals import RefusedFile
from .values import Inspected, Limits

MOST_ENTRIES = 10_000
END = b"PK\x05\x06"
END_BYTES = 22
# Before it: the end of an archive with 64-bit numbers, and what tells where that is.
END_64, LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
END_64_BYTES, LOCATOR_64_BYTES = 56, 20
END_SEARCHED = END_BYTES + 2**16 + END_64_BYTES + LOCATOR_64_BYTES
# Formats that are ZIP files, by an entry that each of them has.
MARKED = {
    "[Content_Types].xml": ("Microsoft Office", "PDF"),
    "META-INF/MANIFEST.MF": ("Java", "ZIP"),
    "AndroidManifest.xml": ("Android", "ZIP"),
    "META-INF/container.xml": ("EPUB", "PDF"),
    "content.xml": ("OpenDocument", "PDF"),
}


def inspect_archive(path: Path, type_: FileType, _limits: Limits) -> Inspected:
    check_number_of_entries(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedFile("damaged", format="ZIP") from error
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise RefusedFile("two-formats", format="ZIP", other="another format")
    for entry in entries:
        if entry.filename in MARKED:
            name, instead = MARKED[entry.filename]
            raise RefusedFile("format-not-allowed", format=name, instead=instead)
    return Inspected(type_.kind, type_.mime, type_.extension)


def check_number_of_entries(path: Path) -> None:
    """By the end of the file, before a list of them is made."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END_SEARCHED))
        tail = file.read()
    at = tail.rfind(END)
    if at < 0:
        raise RefusedFile("damaged", format="ZIP")
    entries, size = number(tail, at + 10, 2), number(tail, at + 12, 4)
    end, locator = at - LOCATOR_64_BYTES - END_64_BYTES, at - LOCATOR_64_BYTES
    if end >= 0 and tail.startswith(LOCATOR_64, locator) and tail.startswith(END_64, end):
        entries, size = number(tail, end + 32, 8), number(tail, end + 40, 8)
    if entries > MOST_ENTRIES or size > MOST_ENTRIES * 300:
        raise RefusedFile("too-many-entries", entries=f"{entries:,}", most=f"{MOST_ENTRIES:,}")


def number(content: bytes, at: int, length: int) -> int:
    return int.from_bytes(content[at : at + length], "little")


def ends_as_archive(path: Path) -> bool:
    """Whether a program that unpacks ZIP files would accept it, whatever it begins with."""
    return zipfile.is_zipfile(path)
