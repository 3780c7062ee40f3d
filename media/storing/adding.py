"""Adds files: what is new is checked, cleaned and stored; equal bytes are there already."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from filecmp import cmp
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from media.buckets import BucketError
from media.inspection import Inspected, RefusedFile, name_with_extension
from media.inspection.values import in_megabytes
from media.models import FileContent, MediaFile
from media.models.file_contents import storage_name
from media.models.file_names import clean_name
from media.storing import places
from media.storing.following import on_changed_file, on_new_content
from media.storing.receiving import Upload, received, upload_limits
from media.worker.limited_process import inspect_and_clean

TRIES = 3
log = logging.getLogger(__name__)
ALL_KINDS = frozenset[str]()


def add_file(
    file: Any, name: str, owner: Any = None, *, kinds: frozenset[str] = ALL_KINDS, **values: Any
) -> MediaFile:
    """Add a file, which has `read(size)`. Raises RefusedFile with the reason.

    `kinds` are those of the contents that are taken; empty for all. `values` are further fields,
    such as `source_url` or `alt_zh`; with `former_path`, a new content is stored under that name. A
    file of the owner with the same name and content is not added again.
    """
    with received(file, name, kinds) as upload, refused_if_unreachable():
        upload = upload._replace(place=values.get("former_path") or "")
        return stored(upload, owner, lambda content: new_file(content, name, owner, values))


def check_file(file: Any, name: str, kinds: frozenset[str] = ALL_KINDS) -> None:
    """Raises RefusedFile as add_file() does, and stores nothing. The quota is not checked."""
    with received(file, name, kinds) as upload:
        examine(upload)


def replace_file(known: MediaFile, file: Any, name: str, by: Any = None) -> MediaFile:
    """Let the file have other bytes at the same address. Raises RefusedFile."""
    with received(file, name) as upload, refused_if_unreachable():
        ending = clean_name(name).rpartition(".")[2]

        def replaced(content: FileContent) -> MediaFile:
            known.replace_content(content, named_for(content, f"x.{ending}"), by)
            on_changed_file(known)
            return known

        return stored(upload, known.owner, replaced)


@contextmanager
def refused_if_unreachable() -> Iterator[None]:
    """Refuse the file if the bucket does not take it now."""
    try:
        yield
    except BucketError as error:
        log.exception("A file could not be stored.")
        raise RefusedFile("not-stored") from error


def new_file(content: FileContent, name: str, owner: Any, values: dict[str, Any]) -> MediaFile:
    named = named_for(content, clean_name(name))
    same = MediaFile.objects.kept().filter(content=content, name=named, owner=owner, **values)
    if owner and (present := same.first()):
        return present
    return MediaFile.objects.create(content=content, name=named, owner=owner, **values)


def named_for(content: FileContent, name: str) -> str:
    """The name with an ending that fits the content."""
    return name_with_extension(name, content.inspected)


def stored(upload: Upload, owner: Any, use: Callable[[FileContent], MediaFile]) -> MediaFile:
    """What `use` makes of the content of the upload, which nobody can delete meanwhile."""
    for _try in range(TRIES):
        content = FileContent.objects.filter(sha256=upload.sha256).first()
        check_quota(owner, upload, content)
        if content:
            upload.check_kind(content.kind, content.extension)
        content = content or store_content(upload)
        with transaction.atomic():
            rows = FileContent.objects.select_for_update()
            if locked := rows.filter(sha256=upload.sha256).first():
                places.make_public(locked)
                on_new_content(locked)
                return use(locked)
    raise RuntimeError("the content was deleted as often as it was stored")


def check_quota(owner: Any, upload: Upload, content: FileContent | None) -> None:
    if not (owner and settings.QUOTA):
        return
    if content and MediaFile.objects.filter(owner=owner, content=content).exists():
        return
    used = MediaFile.objects.bytes_of_owner(owner)
    if used + upload.size > settings.QUOTA:
        raise RefusedFile(
            "over-quota",
            used=in_megabytes(used),
            most=in_megabytes(settings.QUOTA),
            megabytes=in_megabytes(upload.size),
        )


def store_content(upload: Upload) -> FileContent:
    """Check, clean and store an upload. The row comes last: it names files that are there."""
    inspected = examine(upload)
    name = upload.place or storage_name(upload.sha256, f".{inspected.extension}")
    places.put(default_storage, name, upload.cleaned)
    content, _created = FileContent.objects.get_or_create(
        sha256=upload.sha256,
        defaults={
            **inspected_fields(inspected),
            **keep_original(upload, inspected),
            "name": name,
            "bytes": upload.cleaned.stat().st_size,
            "public_sha256": digest_of(upload.cleaned),
        },
    )
    return content


def examine(upload: Upload) -> Inspected:
    """What the upload is; `upload.cleaned` is then what readers get. Raises RefusedFile."""
    inspected = inspect_and_clean(upload.path, upload.name, upload_limits(), upload.cleaned)
    upload.check_kind(inspected.kind, inspected.extension)
    return inspected


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def inspected_fields(inspected: Inspected) -> dict[str, Any]:
    names = (*("kind", "mime", "extension", "width", "height"), *("frames", "seconds", "pages"))
    return {name: getattr(inspected, name) for name in names}


def keep_original(upload: Upload, inspected: Inspected) -> dict[str, Any]:
    """Store the upload itself for its owner, if it is another file than that for readers."""
    if not settings.KEEP_ORIGINALS or cmp(upload.path, upload.cleaned, shallow=False):
        return {}
    name = storage_name(upload.sha256, f".{inspected.extension}")
    places.put(places.originals(), name, upload.path)
    return {"original": name, "original_bytes": upload.size}
