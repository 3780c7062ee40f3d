"""Files in the two storages: `default` is public, `originals` is not."""

from datetime import UTC, datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, default_storage, storages

from media.models import FileContent

WITHHELD = "withheld"  # of the originals: files in the trash, which nobody may read


def originals() -> Storage:
    return storages["originals"]


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
    if target.exists(target_name):
        target.delete(target_name)
    with source.open(name) as file:
        target.save(target_name, file)
    source.delete(name)


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
