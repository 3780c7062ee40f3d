"""Files in the two storages: `default` is public, `originals` is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import Storage, default_storage, storages

from media.models import FileContent

if TYPE_CHECKING:
    from media.buckets.bucket_storage import BucketStorage

CHUNK = 2**20
WITHHELD = "withheld"  # of the originals: files in the trash, which nobody may read


def originals() -> Storage:
    return storages["originals"]


def as_bucket(storage: Storage) -> BucketStorage | None:
    """The storage if it is a bucket. Its class is not imported: boto3 takes memory."""
    return storage if hasattr(storage, "signed_url") else None  # type: ignore[return-value]


def withheld_name(name: str) -> str:
    return f"{WITHHELD}/{name}"


def put(storage: Storage, name: str, path: Path) -> None:
    """Store a file whose name tells its content. What was only half written is replaced."""
    if storage.exists(name):
        if storage.size(name) == path.stat().st_size:
            return
        storage.delete(name)
    with path.open("rb") as file:
        storage.save(name, File(file))


def move(source: Storage, name: str, target: Storage, target_name: str) -> None:
    """Move a file to another storage. Does nothing if it was moved already."""
    if not source.exists(name):
        return
    copy(source, name, target, target_name)
    source.delete(name)


def copy(source: Storage, name: str, target: Storage, target_name: str) -> None:
    """Copy a file to another storage, over one that is there. Between buckets nothing is sent."""
    bucket, other = as_bucket(target), as_bucket(source)
    if bucket and other:
        bucket.copy_from(other, name, target_name)
        return
    if target.exists(target_name):
        target.delete(target_name)
    with source.open(name) as file:
        target.save(target_name, file)


def replace(storage: Storage, name: str, path: Path) -> None:
    """Put other bytes under a name. Readers see the former or the new ones, whole."""
    with path.open("rb") as file:
        if as_bucket(storage):
            storage.save(name, File(file))
            return
        beside = storage.save(f"{name}.new", File(file))
    os.replace(storage.path(beside), storage.path(name))


def digest(storage: Storage, name: str) -> str:
    """The SHA-256 of a stored file, in hexadecimal digits."""
    found = sha256()
    with storage.open(name) as file:
        while piece := file.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


def names_below(storage: Storage, folder: str) -> Iterator[str]:
    """The names of all files in a folder and the folders in it, in order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from names_below(storage, f"{folder}/{name}")


def modified_time(storage: Storage, name: str) -> datetime:
    found = storage.get_modified_time(name)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def public_names(content: FileContent) -> list[str]:
    return [content.name, *content.variants.values_list("name", flat=True)]


def withhold(content: FileContent) -> None:
    """Let nobody read the content at its address."""
    for name in public_names(content):
        move(default_storage, name, originals(), withheld_name(name))


def make_public(content: FileContent) -> None:
    """Let everybody read it again."""
    for name in public_names(content):
        move(originals(), withheld_name(name), default_storage, name)


def delete_stored(content: FileContent, names: list[str]) -> None:
    """Delete the files of a content; `names` are its public ones."""
    for name in names:
        default_storage.delete(name)
        originals().delete(withheld_name(name))
    if content.original:
        originals().delete(content.original)


def stored_original(content: FileContent) -> tuple[Storage, str]:
    """Storage and name of the upload, or of the file for readers if the upload was not kept."""
    return (originals(), content.original) if content.original else stored_content(content)


def stored_content(content: FileContent) -> tuple[Storage, str]:
    """Storage and name of the file for readers: public, or withheld from them."""
    withheld = withheld_name(content.name)
    if originals().exists(withheld) and not default_storage.exists(content.name):
        return originals(), withheld
    return default_storage, content.name
