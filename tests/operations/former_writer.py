"""Writes the file of a backup as versions before 1.0 wrote it."""

import os
import tarfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Literal

from blog import file_modes
from operations.backups.former_archive import MANIFEST
from operations.backups.manifest import FileEntry, HashingReader, Manifest
from operations.backups.tar_store import tar_header

GZIP_SUFFIXES = frozenset({".gz", ".tgz"})


def write_former_archive(
    path: Path, sources: Iterable[tuple[str, Path]], database: dict[str, object]
) -> None:
    """Write the archive to `path`, which must not exist.

    `sources` are pairs of the name in the archive and the file.
    """
    manifest = Manifest(database)
    packed: Literal["w:gz", "w:"] = "w:gz" if path.suffix in GZIP_SUFFIXES else "w:"
    with open(path, "xb", opener=file_modes.private_opener) as out:
        with tarfile.open(fileobj=out, mode=packed) as tar:
            for name, source in sources:
                manifest.files[name] = add_member(tar, name, source)
            text = manifest.to_json()
            tar.addfile(tar_header(MANIFEST, len(text)), BytesIO(text))
        out.flush()
        os.fsync(out.fileno())


def add_member(tar: tarfile.TarFile, name: str, source: Path) -> FileEntry:
    with source.open("rb") as file:
        about = os.fstat(file.fileno())
        hashed = HashingReader(file)
        tar.addfile(tar_header(name, about.st_size, about.st_mtime), hashed)
    return hashed.entry
